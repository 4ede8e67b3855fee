-- Writes all that may change of a locked class and returns it.
UPDATE training_class
SET
  display_name = :display_name,
  state = :state,
  plan_id = :plan_id,
  start_date = :start_date,
  end_date = :end_date,
  target_group = :target_group,
  capacity = :capacity,
  exam_date = :exam_date,
  trainee_count = :trainee_count,
  close_time = :close_time,
  version = version + 1,
  update_time = now()
WHERE county = :county
  AND id = :id
RETURNING
  'counties/' || county || '/classes/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  state, 'counties/' || county || '/plans/' || plan_id AS plan, start_date, end_date, target_group, capacity,
  year, trainee_count, close_time, exam_date
