-- Writes the instructors of a chunk and returns those that are new (etag 1) or changed; equal ones stay out. Phones
-- are compared by their blind index: a sealed value differs each time.
INSERT INTO instructor AS o (
  county, id, org_path, organization_id, display_name, gender, phone_sealed, phone_index, category,
  source_unit, title, focus, field, hired_from, hired_until, member_id
)
SELECT
  :county, given.id, given.org_path, given.organization_id, given.display_name, given.gender,
  given.phone_sealed, given.phone_index, given.category, given.source_unit, given.title, given.focus,
  given.field, given.hired_from, given.hired_until, given.member_id
FROM jsonb_to_recordset(:rows::jsonb) AS given (
    id text, org_path text, organization_id text, display_name text, gender text, phone_sealed bytea,
    phone_index bytea, category text, source_unit text, title text, focus jsonb, field text, hired_from date,
    hired_until date, member_id text
)
ON CONFLICT (county, id) DO UPDATE SET
  org_path = EXCLUDED.org_path,
  organization_id = EXCLUDED.organization_id,
  display_name = EXCLUDED.display_name,
  gender = EXCLUDED.gender,
  phone_sealed = EXCLUDED.phone_sealed,
  phone_index = EXCLUDED.phone_index,
  category = EXCLUDED.category,
  source_unit = EXCLUDED.source_unit,
  title = EXCLUDED.title,
  focus = EXCLUDED.focus,
  field = EXCLUDED.field,
  hired_from = EXCLUDED.hired_from,
  hired_until = EXCLUDED.hired_until,
  member_id = EXCLUDED.member_id,
  version = o.version + 1,
  update_time = now()
WHERE (
    o.org_path, o.organization_id, o.display_name, o.gender, o.phone_index, o.category, o.source_unit,
    o.title, o.focus, o.field, o.hired_from, o.hired_until, o.member_id
  ) IS DISTINCT FROM (
    EXCLUDED.org_path, EXCLUDED.organization_id, EXCLUDED.display_name, EXCLUDED.gender,
    EXCLUDED.phone_index, EXCLUDED.category, EXCLUDED.source_unit, EXCLUDED.title, EXCLUDED.focus,
    EXCLUDED.field, EXCLUDED.hired_from, EXCLUDED.hired_until, EXCLUDED.member_id
  )
RETURNING
  'counties/' || o.county || '/instructors/' || o.id AS name, o.version::text AS etag, o.create_time,
  o.update_time, o.org_path,
  'counties/' || o.county || '/organizations/' || o.organization_id AS organization, o.display_name,
  o.gender, o.phone_sealed, o.category, o.source_unit, o.title, o.focus, o.field, o.hired_from,
  o.hired_until, 'counties/' || o.county || '/members/' || o.member_id AS member
