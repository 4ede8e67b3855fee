-- Makes a team and returns it.
INSERT INTO teams (
  county, id, org_path, organization_id, display_name, kind, community_id, founded_date, state
) VALUES (
  :county, :id, :org_path, :organization_id, :display_name, :kind, :community_id, :founded_date, :state
)
RETURNING
  name, etag, create_time, update_time, org_path, display_name, kind, organization, community, has_community,
  founded_date, state
