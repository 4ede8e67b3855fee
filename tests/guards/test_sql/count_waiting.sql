-- Number of the sessions that wait for a lock.
SELECT count(*)
FROM pg_locks
WHERE NOT granted;
