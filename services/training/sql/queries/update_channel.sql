-- Writes all that may change of a locked channel and returns it.
UPDATE channel
SET
  display_name = :display_name,
  kind = :kind,
  state = :state,
  url = :url,
  version = version + 1,
  update_time = now()
WHERE county = :county
  AND id = :id
RETURNING
  'counties/' || county || '/channels/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  kind, state, url
