-- Returns a page of columns. Index: media_column_path.
SELECT
  'counties/' || county || '/columns/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/channels/' || channel_id AS channel, display_name, state, theme,
  schedule
FROM media_column
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_channel_id::text IS NULL OR channel_id = :filter_channel_id)
ORDER BY org_path, id
LIMIT :page_limit
