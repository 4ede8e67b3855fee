-- Records a new venue and returns it.
INSERT INTO venue (
  county, id, org_path, organization_id, display_name, kind, state, division, address, capacity, honours,
  themes, opening_hours
)
VALUES (
  :county, :id, :org_path, :organization_id, :display_name, :kind, COALESCE(:state, 'ACTIVE'), :division,
  :address, :capacity, :honours::jsonb, :themes::jsonb, :opening_hours
)
RETURNING
  'counties/' || county || '/venues/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  kind, state, division, address, capacity, honours, themes, opening_hours
