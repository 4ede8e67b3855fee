-- Puts an audit entry 4 in, a copy of entry 3 by another name; those after it move on.
UPDATE membership.audit_entry
SET seq = -seq - 1
WHERE county = :county AND seq > 3;
UPDATE membership.audit_entry
SET seq = -seq
WHERE county = :county AND seq < 0;
INSERT INTO membership.audit_entry
SELECT county, 4, time, 'nobody', service, origin, trace_id, method, result, reason, resources, before_hash, after_hash,
  details_sealed, algorithm, content_hash, hash
FROM membership.audit_entry
WHERE county = :county AND seq = 3;
UPDATE membership.county_head
SET audit_seq = audit_seq + 1
WHERE county = :county;
