-- Makes audit entry `seq` an anchor that nobody signed, as if those up to it were archived.
INSERT INTO membership.audit_anchor
SELECT county, seq, hash, '', 'none', '', now()
FROM membership.audit_entry
WHERE county = :county AND seq = :seq;
DELETE FROM membership.audit_entry
WHERE county = :county AND seq <= :seq;
