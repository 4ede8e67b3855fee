-- Roles and schema of one service, run once by a superuser with psql:
--   psql -v service=membership -v owner_password=… -v app_password=… -f bootstrap.sql
-- Three roles: the owner migrates; the app role owns nothing and can't bypass row-level security; backup reads everything.
SELECT format('CREATE ROLE xf_%s_owner LOGIN NOBYPASSRLS', :'service')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = format('xf_%s_owner', :'service')) \gexec
SELECT format('CREATE ROLE xf_%s_app LOGIN NOBYPASSRLS', :'service')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = format('xf_%s_app', :'service')) \gexec
SELECT 'CREATE ROLE xf_backup LOGIN BYPASSRLS'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'xf_backup') \gexec
SELECT format('ALTER ROLE xf_%s_owner PASSWORD %L', :'service', :'owner_password') \gexec
SELECT format('ALTER ROLE xf_%s_app PASSWORD %L', :'service', :'app_password') \gexec
SELECT format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION xf_%s_owner', :'service', :'service') \gexec
SELECT format('GRANT USAGE ON SCHEMA %I TO xf_%s_app, xf_backup', :'service', :'service') \gexec
SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE xf_%1$s_owner IN SCHEMA %1$I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO xf_%1$s_app', :'service') \gexec
SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE xf_%1$s_owner IN SCHEMA %1$I GRANT SELECT ON TABLES TO xf_backup', :'service') \gexec
SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE xf_%1$s_owner IN SCHEMA %1$I GRANT SELECT ON SEQUENCES TO xf_backup', :'service') \gexec
SELECT format('GRANT SELECT ON ALL TABLES IN SCHEMA %1$I TO xf_backup', :'service') \gexec
SELECT format('GRANT SELECT ON ALL SEQUENCES IN SCHEMA %1$I TO xf_backup', :'service') \gexec
SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE xf_%1$s_owner IN SCHEMA %1$I GRANT USAGE ON SEQUENCES TO xf_%1$s_app', :'service') \gexec
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements WITH SCHEMA public;
