-- The records of an admission that were corrected, in the order in which they were made. Served by
-- admission_step_fact_admission.
SELECT jsonb_agg(record ORDER BY fact_id) AS superseded_records
FROM admission_step_fact
WHERE county = :county AND admission_id = :id AND known_to IS NOT NULL
