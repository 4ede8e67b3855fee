-- Returns a page of classes. Index: training_class_path.
SELECT
  'counties/' || county || '/classes/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  state, 'counties/' || county || '/plans/' || plan_id AS plan, start_date, end_date, target_group, capacity,
  year, trainee_count, close_time, exam_date
FROM training_class
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_year::text IS NULL OR year::text = :filter_year)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
  AND (:filter_plan_id::text IS NULL OR plan_id = :filter_plan_id)
ORDER BY org_path, id
LIMIT :page_limit
