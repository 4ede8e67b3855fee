-- The newest audit checkpoint that was kept since the copy began anew; by primary key. PostgreSQL and SQLite.
SELECT checkpoint
FROM feed_copy_checkpoint
WHERE source = :source AND county = :county AND chain = :chain
ORDER BY seq DESC
LIMIT 1
