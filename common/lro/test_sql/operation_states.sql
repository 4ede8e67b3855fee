-- State and attempt of the county's operations.
SELECT state || ' ' || attempt
FROM membership.operation
WHERE county = :county;
