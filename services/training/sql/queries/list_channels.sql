-- Returns a page of channels. Index: channel_path.
SELECT
  'counties/' || county || '/channels/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  kind, state, url
FROM channel
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
ORDER BY org_path, id
LIMIT :page_limit
