-- Writes what may change of a team. Served by team_pkey.
UPDATE teams
SET
  display_name = :display_name, kind = :kind, community_id = :community_id, founded_date = :founded_date,
  state = :state,
  version = version + 1, update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, display_name, kind, organization, community, has_community,
  founded_date, state
