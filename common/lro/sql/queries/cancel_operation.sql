-- Asks a running operation to stop; one that waits has ended with that. By primary key.
UPDATE operation
SET
  cancel_requested = true,
  state = CASE WHEN state = 'PENDING' THEN 'DONE' ELSE state END,
  error_sealed = CASE WHEN state = 'PENDING' THEN :error::bytea ELSE error_sealed END,
  done_time = CASE WHEN state = 'PENDING' THEN now() END,
  update_time = now()
WHERE county = :county AND id = :id AND state <> 'DONE'
