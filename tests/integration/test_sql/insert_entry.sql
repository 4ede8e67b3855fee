-- Puts an entry 6 in, a copy of entry 5 by another name; those after it move on.
UPDATE training.audit_entry
SET seq = -(seq + 1)
WHERE county = :county AND seq >= 6;
UPDATE training.audit_entry
SET seq = -seq
WHERE county = :county AND seq < 0;
UPDATE training.county_head
SET audit_seq = audit_seq + 1
WHERE county = :county;
INSERT INTO training.audit_entry
SELECT county, 6, time, 'nobody', service, origin, trace_id, method, result, reason, resources, before_hash, after_hash,
  details_sealed, algorithm, content_hash, hash
FROM training.audit_entry
WHERE county = :county AND seq = 5;
