-- Ends the service's backends that wait for what is named.
SELECT pg_terminate_backend(pid)
FROM pg_stat_activity
WHERE usename = 'xf_membership_app' AND datname = current_database() AND wait_event = :wait_event;
