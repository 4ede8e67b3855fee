-- Ends the connections of followers that wait to write how far they are; how many.
SELECT count(pg_terminate_backend(pid))
FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%save_inbox%';
