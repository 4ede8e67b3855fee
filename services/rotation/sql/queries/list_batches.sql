-- A page of batches in the caller's scope. Served by batch_order.
SELECT
  name, etag, create_time, update_time, org_path, program, number, start_date, end_date
FROM batches
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_program_id::text IS NULL OR program_id = :filter_program_id)
ORDER BY org_path, id
LIMIT :page_limit
