-- Records a new course and returns it.
INSERT INTO course (
  county, id, org_path, organization_id, display_name, tasks, format, minutes, state, is_core_course,
  instructors, target_groups
)
VALUES (
  :county, :id, :org_path, :organization_id, :display_name, :tasks::jsonb, :format, :minutes,
  COALESCE(:state, 'DRAFT'), :is_core_course, :instructors::jsonb, :target_groups::jsonb
)
RETURNING
  'counties/' || county || '/courses/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  tasks, format, minutes, state, is_core_course, instructors, target_groups
