-- Lets entries 5 and 6 change places.
UPDATE training.audit_entry
SET seq = CASE seq WHEN 5 THEN -6 ELSE -5 END
WHERE county = :county AND seq IN (5, 6);
UPDATE training.audit_entry
SET seq = -seq
WHERE county = :county AND seq < 0;
