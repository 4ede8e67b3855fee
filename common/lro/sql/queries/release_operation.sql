-- Gives an operation back unfinished, to be run from its beginning, by whoever comes first after :wait_ms; that it was begun
-- this time does not count. By primary key.
UPDATE operation
SET
  state = 'PENDING',
  owner = NULL,
  lease_until = CASE WHEN :wait_ms::int > 0 THEN now() + :wait_ms * interval '1 ms' END,
  attempt = attempt - 1,
  metadata_sealed = coalesce(:metadata::bytea, metadata_sealed),
  update_time = now()
WHERE county = :county AND id = :id AND owner = :owner AND attempt = :attempt::int AND state = 'RUNNING'
