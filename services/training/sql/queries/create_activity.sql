-- Records a new activity and returns it.
INSERT INTO activity (
  county, id, org_path, organization_id, kind, theme, campaign, date, attendee_count, expected_count,
  minutes, speaker
)
VALUES (
  :county, :id, :org_path, :organization_id, :kind, :theme, :campaign, :date, :attendee_count,
  :expected_count, :minutes, :speaker
)
RETURNING
  'counties/' || county || '/activities/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, kind, theme,
  campaign, date, attendee_count, expected_count, minutes, speaker
