-- Gives an operation back unfinished, for the next process to run from its beginning; that this one began does not count.
-- By primary key.
UPDATE operation
SET
  state = 'PENDING',
  owner = NULL,
  lease_until = NULL,
  attempt = attempt - 1,
  update_time = now()
WHERE county = :county AND id = :id AND owner = :owner AND attempt = :attempt::int AND state = 'RUNNING'
