-- Returns a page of sessions. Index: session_path.
SELECT
  'counties/' || county || '/sessions/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/classes/' || class_id AS class,
  'counties/' || county || '/courses/' || course_id AS course,
  'counties/' || county || '/instructors/' || instructor_id AS instructor,
  'counties/' || county || '/venues/' || venue_id AS venue, start_time, end_time, unit, tasks, is_core_course
FROM session
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_class_id::text IS NULL OR class_id = :filter_class_id)
  AND (:filter_course_id::text IS NULL OR course_id = :filter_course_id)
  AND (:filter_instructor_id::text IS NULL OR instructor_id = :filter_instructor_id)
  AND (:filter_venue_id::text IS NULL OR venue_id = :filter_venue_id)
ORDER BY org_path, id
LIMIT :page_limit
