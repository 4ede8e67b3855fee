-- Returns one course. Index: course_pkey.
SELECT
  'counties/' || county || '/courses/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  tasks, format, minutes, state, is_core_course, instructors, target_groups
FROM course
WHERE county = :county
  AND id = :id
