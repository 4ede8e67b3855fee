-- Takes so many seconds.
SELECT pg_sleep(:seconds::float)::text AS message
