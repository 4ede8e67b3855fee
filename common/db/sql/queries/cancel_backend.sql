-- Cancels what another connection of this role is running.
SELECT pg_cancel_backend(:pid::int) AS cancelled
