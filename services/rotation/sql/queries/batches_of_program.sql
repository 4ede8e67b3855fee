-- The batches of a program in their order. Served by batch_number_taken.
SELECT
  name, etag, create_time, update_time, org_path, program, number, start_date, end_date
FROM batches
WHERE county = :county AND program_id = :id
ORDER BY number
