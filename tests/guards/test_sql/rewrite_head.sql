-- The hash at which a county's audit log ends.
UPDATE membership.county_head
SET audit_hash = :hash::bytea
WHERE county = :county
