-- Gives the enrolments of :rows their final state and returns them. Index: enrolment_pkey.
UPDATE enrolment AS o
SET
  state = given.state,
  version = o.version + 1,
  update_time = now()
FROM jsonb_to_recordset(:rows::jsonb) AS given (id text, state text)
WHERE o.county = :county
  AND o.id = given.id
RETURNING
  'counties/' || o.county || '/enrolments/' || o.id AS name, o.version::text AS etag, o.create_time,
  o.update_time, o.org_path, 'counties/' || o.county || '/classes/' || o.class_id AS class,
  'counties/' || o.county || '/members/' || o.member_id AS member, o.display_name, o.state
