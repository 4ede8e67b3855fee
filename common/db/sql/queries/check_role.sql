-- What would make the role unsafe: bypassing row-level security, being a superuser, or owning a table of the schema.
SELECT r.rolsuper OR r.rolbypassrls AS bypasses,
       (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = :schema AND c.relkind IN ('r', 'p') AND c.relowner = r.oid) AS owned
FROM pg_roles r
WHERE r.rolname = current_user
