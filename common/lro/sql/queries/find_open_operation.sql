-- The operation that works on a target. Served by operation_running.
SELECT id
FROM operation
WHERE county = :county AND target = :target AND state <> 'DONE'
