-- Hash of one entry; by primary key.
SELECT hash
FROM audit_entry
WHERE county = :county AND seq = :seq::bigint
