-- Writes all that may change of a locked instructor and returns it.
UPDATE instructor
SET
  org_path = :org_path,
  organization_id = :organization_id,
  display_name = :display_name,
  gender = :gender,
  phone_sealed = :phone_sealed,
  phone_index = :phone_index,
  category = :category,
  source_unit = :source_unit,
  title = :title,
  focus = :focus::jsonb,
  field = :field,
  hired_from = :hired_from,
  hired_until = :hired_until,
  member_id = :member_id,
  version = version + 1,
  update_time = now()
WHERE county = :county
  AND id = :id
RETURNING
  'counties/' || county || '/instructors/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  gender, phone_sealed, category, source_unit, title, focus, field, hired_from, hired_until,
  'counties/' || county || '/members/' || member_id AS member
