-- Cuts the audit log short: it ends at entry `last`, as its head says.
DELETE FROM membership.audit_entry
WHERE county = :county AND seq > :last;
UPDATE membership.county_head AS h
SET audit_seq = e.seq, audit_hash = e.hash
FROM membership.audit_entry AS e
WHERE h.county = :county AND e.county = h.county AND e.seq = :last;
