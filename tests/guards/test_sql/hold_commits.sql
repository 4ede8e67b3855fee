-- Lets commits wait until the session ends.
SELECT pg_advisory_lock(4711)::text
