-- Ends an operation with a result or an error, and forgets what it was given; touches no row once another process has it. By primary key.
UPDATE operation
SET
  state = 'DONE',
  input = '',
  owner = NULL,
  lease_until = NULL,
  metadata = coalesce(:metadata::bytea, metadata),
  response = :response::bytea,
  error = :error::bytea,
  update_time = now(),
  done_time = now()
WHERE county = :county AND id = :id AND owner = :owner AND attempt = :attempt::int AND state = 'RUNNING'
