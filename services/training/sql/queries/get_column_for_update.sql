-- Returns one column and locks it until the transaction ends. Index: media_column_pkey.
SELECT
  'counties/' || county || '/columns/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/channels/' || channel_id AS channel, display_name, state, theme,
  schedule
FROM media_column
WHERE county = :county
  AND id = :id
FOR UPDATE
