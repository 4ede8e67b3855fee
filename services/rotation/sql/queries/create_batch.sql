-- Records a batch.
INSERT INTO batches
  (county, id, org_path, program_id, number, start_date, end_date)
VALUES
  (:county, :id, :org_path, :program_id, :number, :start_date, :end_date)
RETURNING
  name, etag, create_time, update_time, org_path, program, number, start_date, end_date
