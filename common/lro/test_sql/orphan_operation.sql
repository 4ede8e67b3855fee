-- Makes an operation look as a process left it that is gone.
UPDATE membership.operation
SET state = 'RUNNING', owner = 'gone', lease_until = now(), method = :method, attempt = :attempt
WHERE county = :county AND id = :id;
