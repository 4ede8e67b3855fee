-- Where a county's chain ends; by primary key.
SELECT audit_seq, audit_hash
FROM county_head
WHERE county = :county
