-- Takes entry 5 out; those after it move up.
DELETE FROM training.audit_entry
WHERE county = :county AND seq = 5;
UPDATE training.audit_entry
SET seq = -(seq - 1)
WHERE county = :county AND seq >= 6;
UPDATE training.audit_entry
SET seq = -seq
WHERE county = :county AND seq < 0;
UPDATE training.county_head
SET audit_seq = audit_seq - 1
WHERE county = :county;
