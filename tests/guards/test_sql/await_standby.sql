-- From now on a COMMIT is durable and then waits for a standby that never comes.
ALTER SYSTEM SET synchronous_standby_names = 'nobody';
SELECT pg_reload_conf();
