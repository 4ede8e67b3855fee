-- Takes the oldest operation that waits and may be run by now, or whose process is gone, if this process has a runner for its method. Served by
-- operation_open.
UPDATE operation
SET
  state = 'RUNNING',
  owner = :owner,
  lease_until = now() + :lease_seconds::int * interval '1 second',
  attempt = attempt + 1,
  update_time = now()
WHERE (county, id) = (
    SELECT county, id
    FROM operation
    WHERE state <> 'DONE'
      AND (lease_until IS NULL OR lease_until < now())
      AND :methods::jsonb ? method
    ORDER BY create_time
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
RETURNING
  county, id, org_path, method, subject, target, input_sealed, metadata_sealed, must_end, attempt, cancel_requested
