-- Writes the new and changed teams of a chunk and returns them.
INSERT INTO teams (
  county, id, org_path, organization_id, display_name, kind, community_id, founded_date, state
)
SELECT
  :county, id, org_path, organization_id, display_name, kind, community_id, founded_date, state
FROM jsonb_to_recordset(:rows::jsonb) AS given (
  id text, org_path text, organization_id text, display_name text, kind text, community_id text, founded_date date,
  state text
)
ON CONFLICT (county, id) DO UPDATE
SET
  display_name = EXCLUDED.display_name, kind = EXCLUDED.kind, community_id = EXCLUDED.community_id,
  founded_date = EXCLUDED.founded_date, state = EXCLUDED.state,
  version = teams.version + 1, update_time = now()
RETURNING
  name, etag, create_time, update_time, org_path, display_name, kind, organization, community, has_community,
  founded_date, state
