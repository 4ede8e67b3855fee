-- Another process has taken the county's operations.
UPDATE membership.operation
SET owner = 'another', attempt = 2, lease_until = now() + interval '1 hour'
WHERE county = :county;
