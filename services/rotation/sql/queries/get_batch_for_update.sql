-- One batch, locked until the end of the transaction. Served by batch_pkey.
SELECT
  name, etag, create_time, update_time, org_path, program, number, start_date, end_date
FROM batches
WHERE county = :county AND id = :id
FOR NO KEY UPDATE
