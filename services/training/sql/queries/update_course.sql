-- Writes all that may change of a locked course and returns it.
UPDATE course
SET
  org_path = :org_path,
  organization_id = :organization_id,
  display_name = :display_name,
  tasks = :tasks::jsonb,
  format = :format,
  minutes = :minutes,
  state = :state,
  is_core_course = :is_core_course,
  instructors = :instructors::jsonb,
  target_groups = :target_groups::jsonb,
  version = version + 1,
  update_time = now()
WHERE county = :county
  AND id = :id
RETURNING
  'counties/' || county || '/courses/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  tasks, format, minutes, state, is_core_course, instructors, target_groups
