-- From now on a COMMIT waits for nobody.
ALTER SYSTEM RESET synchronous_standby_names;
SELECT pg_reload_conf();
