-- Writes all that may change of a locked column and returns it.
UPDATE media_column
SET
  display_name = :display_name,
  state = :state,
  theme = :theme,
  schedule = :schedule,
  version = version + 1,
  update_time = now()
WHERE county = :county
  AND id = :id
RETURNING
  'counties/' || county || '/columns/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/channels/' || channel_id AS channel, display_name, state, theme,
  schedule
