-- Whether a group exists in the caller's scope, held until the end of the transaction. Served by the primary key.
SELECT name
FROM flow_groups
WHERE county = :county AND id = :id
FOR SHARE
