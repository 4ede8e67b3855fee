-- Says that the process still runs the operation, and how far it is; gives no row once another process has it. By primary
-- key.
UPDATE operation
SET
  lease_until = now() + :lease_seconds::int * interval '1 second',
  metadata_sealed = coalesce(:metadata::bytea, metadata_sealed),
  update_time = now()
WHERE county = :county AND id = :id AND owner = :owner AND attempt = :attempt::int AND state = 'RUNNING'
RETURNING cancel_requested
