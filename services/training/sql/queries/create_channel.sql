-- Records a new channel and returns it.
INSERT INTO channel (
  county, id, org_path, organization_id, display_name, kind, state, url
)
VALUES (
  :county, :id, :org_path, :organization_id, :display_name, :kind, COALESCE(:state, 'ACTIVE'), :url
)
RETURNING
  'counties/' || county || '/channels/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  kind, state, url
