-- Records a new column and returns it.
INSERT INTO media_column (
  county, id, org_path, channel_id, display_name, state, theme, schedule
)
VALUES (
  :county, :id, :org_path, :channel_id, :display_name, COALESCE(:state, 'ACTIVE'), :theme, :schedule
)
RETURNING
  'counties/' || county || '/columns/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/channels/' || channel_id AS channel, display_name, state, theme,
  schedule
