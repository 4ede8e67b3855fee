-- The teams of a chunk that exist already, locked. Served by team_pkey.
SELECT
  name, etag, create_time, update_time, org_path, display_name, kind, organization, community, has_community,
  founded_date, state
FROM teams
WHERE county = :county AND id = ANY (ARRAY(SELECT jsonb_array_elements_text(:ids::jsonb)))
FOR UPDATE
