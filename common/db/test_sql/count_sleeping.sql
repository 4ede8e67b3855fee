-- Number of sessions in which sleep_long runs.
SELECT count(*) AS rows
FROM pg_stat_activity
WHERE query LIKE '%sleep_long%' AND state = 'active' AND pid <> pg_backend_pid()
