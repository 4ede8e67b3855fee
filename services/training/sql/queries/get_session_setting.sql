-- Returns what a session is made of, one row when its class is visible, the class locked: nothing is scheduled while it
-- is closed. A course, instructor or venue that does not exist or lies outside the scope gives NULL.
-- Indexes: primary keys.
SELECT
  class.state AS class_state, class.org_path AS class_path, class.start_date, class.end_date,
  course.state AS course_state, course.tasks, course.is_core_course,
  instructor.hired_from, instructor.hired_until, venue.state AS venue_state
FROM training_class AS class
LEFT JOIN course ON course.county = class.county AND course.id = :course_id
LEFT JOIN instructor ON instructor.county = class.county AND instructor.id = :instructor_id
LEFT JOIN venue ON venue.county = class.county AND venue.id = :venue_id
WHERE class.county = :county
  AND class.id = :class_id
FOR UPDATE OF class
