-- Returns the timetable of a class in order of time. Index: session_class.
SELECT
  'counties/' || county || '/sessions/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/classes/' || class_id AS class,
  'counties/' || county || '/courses/' || course_id AS course,
  'counties/' || county || '/instructors/' || instructor_id AS instructor,
  'counties/' || county || '/venues/' || venue_id AS venue, start_time, end_time, unit, tasks, is_core_course
FROM session
WHERE county = :county
  AND class_id = :id
ORDER BY start_time
