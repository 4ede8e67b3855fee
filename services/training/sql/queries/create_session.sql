-- Records a new session and returns it.
INSERT INTO session (
  county, id, org_path, class_id, course_id, instructor_id, venue_id, start_time, end_time, unit, tasks,
  is_core_course
)
VALUES (
  :county, :id, :org_path, :class_id, :course_id, :instructor_id, :venue_id, :start_time, :end_time,
  COALESCE(:unit, 'LESSONS'), :tasks::jsonb, :is_core_course
)
RETURNING
  'counties/' || county || '/sessions/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/classes/' || class_id AS class,
  'counties/' || county || '/courses/' || course_id AS course,
  'counties/' || county || '/instructors/' || instructor_id AS instructor,
  'counties/' || county || '/venues/' || venue_id AS venue, start_time, end_time, unit, tasks, is_core_course
