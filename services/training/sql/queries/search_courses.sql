-- Returns a page of the courses whose name begins with :prefix. Index: course_name,
-- or course_path without one.
SELECT
  'counties/' || county || '/courses/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  tasks, format, minutes, state, is_core_course, instructors, target_groups
FROM course
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:prefix::text = '' OR (display_name >= :prefix AND display_name < :prefix || chr(1114111)))
  AND (:task::text IS NULL OR tasks ? ('EDU_TASK_' || :task))
  AND (:format::text IS NULL OR format = :format)
  AND (:state::text IS NULL OR state = :state)
ORDER BY org_path, id
LIMIT :page_limit
