-- Returns the attendance of the sessions and members of :rows. Index: the unique one on (county,
-- session_id, member_id).
SELECT
  'counties/' || a.county || '/attendances/' || a.id AS name, a.version::text AS etag, a.create_time,
  a.update_time, a.org_path, 'counties/' || a.county || '/sessions/' || a.session_id AS session,
  'counties/' || a.county || '/members/' || a.member_id AS member, a.status, a.method, a.note
FROM jsonb_to_recordset(:rows::jsonb) AS given (session_id text, member_id text)
JOIN attendance AS a
  ON a.county = :county
  AND a.session_id = given.session_id
  AND a.member_id = given.member_id
ORDER BY a.org_path, a.id
