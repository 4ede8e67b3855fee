-- Takes entries 5 and 6 out, which leaves a gap.
DELETE FROM training.audit_entry
WHERE county = :county AND seq IN (5, 6);
