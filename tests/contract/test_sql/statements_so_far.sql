-- Statements of the services since the last reset, and how often each ran; BEGIN, SET and the like are none.
SELECT rolname || queryid, calls
FROM pg_stat_statements
JOIN pg_roles ON pg_roles.oid = userid
WHERE rolname LIKE 'xf\_%\_app' AND query ~* '^\s*(prepare|select|insert|update|delete|with)'
ORDER BY 1;
