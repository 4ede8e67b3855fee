-- Ends an operation with a result or an error, and forgets what it was given; touches no row once another process has it. By primary key.
UPDATE operation
SET
  state = 'DONE',
  input_sealed = '',
  owner = NULL,
  lease_until = NULL,
  metadata_sealed = coalesce(:metadata::bytea, metadata_sealed),
  response_sealed = :response::bytea,
  error_sealed = :error::bytea,
  update_time = now(),
  done_time = now()
WHERE county = :county AND id = :id AND owner = :owner AND attempt = :attempt::int AND state = 'RUNNING'
