-- Puts back the witnesses that keep_witnesses kept; nothing of training's log is archived any more.
DELETE FROM training.audit_anchor
WHERE county = :county;
DELETE FROM report.audit_witness
WHERE county = :county;
INSERT INTO report.audit_witness
SELECT *
FROM public.kept_witness;
DROP TABLE public.kept_witness;
