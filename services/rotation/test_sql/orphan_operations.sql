-- Makes the county's open operations look as a process left them that was killed in the middle, the tenth time.
UPDATE rotation.operation
SET state = 'RUNNING', owner = 'gone', attempt = 10, lease_until = now()
WHERE county = :county AND state <> 'DONE';
