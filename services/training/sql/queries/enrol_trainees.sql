-- Enrols the members of :rows in a class and returns the new enrolments; those that exist stay out.
INSERT INTO enrolment (
  county, id, org_path, class_id, member_id, display_name, state
)
SELECT
  :county, given.id, given.org_path, :class_id, given.member_id, given.display_name, 'ENROLLED'
FROM jsonb_to_recordset(:rows::jsonb) AS given (id text, org_path text, member_id text, display_name text)
ON CONFLICT (county, class_id, member_id) DO NOTHING
RETURNING
  'counties/' || county || '/enrolments/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/classes/' || class_id AS class,
  'counties/' || county || '/members/' || member_id AS member, display_name, state
