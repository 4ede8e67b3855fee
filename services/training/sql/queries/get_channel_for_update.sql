-- Returns one channel and locks it until the transaction ends. Index: channel_pkey.
SELECT
  'counties/' || county || '/channels/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  kind, state, url
FROM channel
WHERE county = :county
  AND id = :id
FOR UPDATE
