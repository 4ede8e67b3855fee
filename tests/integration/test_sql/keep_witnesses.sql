-- Takes away what others have seen of the county's audit logs, and keeps it aside.
CREATE TABLE public.kept_witness AS
SELECT *
FROM report.audit_witness
WHERE county = :county;
DELETE FROM report.audit_witness
WHERE county = :county;
