-- Returns the enrolments of the members of :rows in a class. Index: the unique one on (county, class_id, member_id).
SELECT
  'counties/' || county || '/enrolments/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/classes/' || class_id AS class,
  'counties/' || county || '/members/' || member_id AS member, display_name, state
FROM enrolment
WHERE county = :county
  AND class_id = :class_id
  AND member_id IN (SELECT given.member_id FROM jsonb_to_recordset(:rows::jsonb) AS given (member_id text))
ORDER BY org_path, id
