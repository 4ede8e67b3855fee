-- Returns one class. Index: training_class_pkey.
SELECT
  'counties/' || county || '/classes/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  state, 'counties/' || county || '/plans/' || plan_id AS plan, start_date, end_date, target_group, capacity,
  year, trainee_count, close_time, exam_date
FROM training_class
WHERE county = :county
  AND id = :id
