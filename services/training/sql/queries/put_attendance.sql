-- Writes attendance and returns the rows that are new (etag 1) or changed; equal ones stay out.
INSERT INTO attendance AS o (
  county, id, org_path, session_id, member_id, status, method, note
)
SELECT
  :county, given.id, given.org_path, given.session_id, given.member_id, given.status, COALESCE(given.method, :method),
  given.note
FROM jsonb_to_recordset(:rows::jsonb) AS given (
  id text, org_path text, session_id text, member_id text, status text, method text, note text
)
ON CONFLICT (county, session_id, member_id) DO UPDATE SET
  status = EXCLUDED.status,
  method = EXCLUDED.method,
  note = EXCLUDED.note,
  version = o.version + 1,
  update_time = now()
WHERE (o.status, o.method, o.note) IS DISTINCT FROM (EXCLUDED.status, EXCLUDED.method, EXCLUDED.note)
RETURNING
  'counties/' || o.county || '/attendances/' || o.id AS name, o.version::text AS etag, o.create_time,
  o.update_time, o.org_path, 'counties/' || o.county || '/sessions/' || o.session_id AS session,
  'counties/' || o.county || '/members/' || o.member_id AS member, o.status, o.method, o.note
