-- Puts back the audit log that keep_log kept.
DELETE FROM training.audit_entry
WHERE county = :county;
INSERT INTO training.audit_entry
SELECT *
FROM public.kept_entry;
UPDATE training.county_head AS h
SET audit_seq = k.audit_seq, audit_hash = k.audit_hash
FROM public.kept_head AS k
WHERE h.county = k.county;
DROP TABLE public.kept_entry, public.kept_head;
