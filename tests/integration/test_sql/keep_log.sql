-- Keeps training's audit log of the county as it is.
CREATE TABLE public.kept_entry AS
SELECT *
FROM training.audit_entry
WHERE county = :county;
CREATE TABLE public.kept_head AS
SELECT *
FROM training.county_head
WHERE county = :county;
