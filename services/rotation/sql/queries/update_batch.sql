-- Writes all that may change of a batch. Served by batch_pkey.
UPDATE batches
SET
  number = :number,
  start_date = :start_date,
  end_date = :end_date,
  version = version + 1,
  update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, program, number, start_date, end_date
