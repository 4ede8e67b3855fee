-- Writes all that may change of a locked venue and returns it.
UPDATE venue
SET
  org_path = :org_path,
  organization_id = :organization_id,
  display_name = :display_name,
  kind = :kind,
  state = :state,
  division = :division,
  address = :address,
  capacity = :capacity,
  honours = :honours::jsonb,
  themes = :themes::jsonb,
  opening_hours = :opening_hours,
  version = version + 1,
  update_time = now()
WHERE county = :county
  AND id = :id
RETURNING
  'counties/' || county || '/venues/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  kind, state, division, address, capacity, honours, themes, opening_hours
