-- Returns one venue and locks it until the transaction ends. Index: venue_pkey.
SELECT
  'counties/' || county || '/venues/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  kind, state, division, address, capacity, honours, themes, opening_hours
FROM venue
WHERE county = :county
  AND id = :id
FOR UPDATE
