-- Returns the trainees of a class that the caller may see. Index: the unique one on (county, class_id, member_id).
SELECT
  'counties/' || county || '/enrolments/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/classes/' || class_id AS class,
  'counties/' || county || '/members/' || member_id AS member, display_name, state
FROM enrolment
WHERE county = :county
  AND class_id = :id
ORDER BY org_path, id
