-- Forgets an operation that has ended. By primary key.
DELETE FROM operation
WHERE county = :county AND id = :id AND state = 'DONE'
