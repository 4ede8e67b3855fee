-- Process of the connection.
SELECT pg_backend_pid() AS row
