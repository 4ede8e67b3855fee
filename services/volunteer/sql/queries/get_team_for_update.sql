-- One team, locked until the transaction ends. Served by team_pkey.
SELECT
  name, etag, create_time, update_time, org_path, display_name, kind, organization, community, has_community,
  founded_date, state
FROM teams
WHERE county = :county AND id = :id
FOR UPDATE
