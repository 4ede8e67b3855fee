-- Asks a running operation to stop; one that waits has ended with that, unless it must come to an end of its own: then it
-- need not wait any longer. By primary key.
UPDATE operation
SET
  cancel_requested = true,
  state = CASE WHEN state = 'PENDING' AND NOT must_end THEN 'DONE' ELSE state END,
  error_sealed = CASE WHEN state = 'PENDING' AND NOT must_end THEN :error::bytea ELSE error_sealed END,
  done_time = CASE WHEN state = 'PENDING' AND NOT must_end THEN now() END,
  lease_until = CASE WHEN state = 'PENDING' THEN NULL ELSE lease_until END,
  update_time = now()
WHERE county = :county AND id = :id AND state <> 'DONE'
