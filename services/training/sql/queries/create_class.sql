-- Records a new class and returns it.
INSERT INTO training_class (
  county, id, org_path, organization_id, display_name, plan_id, start_date, end_date, target_group, capacity,
  exam_date, state
)
VALUES (
  :county, :id, :org_path, :organization_id, :display_name, :plan_id, :start_date, :end_date, :target_group,
  :capacity, :exam_date, 'PLANNED'
)
RETURNING
  'counties/' || county || '/classes/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  state, 'counties/' || county || '/plans/' || plan_id AS plan, start_date, end_date, target_group, capacity,
  year, trainee_count, close_time, exam_date
