-- Lets audit entries 3 and 4 change places.
UPDATE membership.audit_entry
SET seq = CASE seq WHEN 3 THEN -4 ELSE -3 END
WHERE county = :county AND seq IN (3, 4);
UPDATE membership.audit_entry
SET seq = -seq
WHERE county = :county AND seq < 0;
