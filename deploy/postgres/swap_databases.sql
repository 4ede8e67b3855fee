-- The database :new takes the place of the services' database, which stays under the name :before. Nobody is connected to
-- either meanwhile.
ALTER DATABASE xianfeng ALLOW_CONNECTIONS false;
SELECT pg_terminate_backend(pid)
FROM pg_stat_activity
WHERE datname IN ('xianfeng', :'new')
\g /dev/null
ALTER DATABASE xianfeng RENAME TO :"before";
ALTER DATABASE :"new" RENAME TO xianfeng;
ALTER DATABASE :"before" ALLOW_CONNECTIONS true;
