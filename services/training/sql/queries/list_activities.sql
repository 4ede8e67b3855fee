-- Returns a page of activities. Index: activity_path.
SELECT
  'counties/' || county || '/activities/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, kind, theme,
  campaign, date, attendee_count, expected_count, minutes, speaker
FROM activity
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_kind::text IS NULL OR kind = :filter_kind)
  AND (:filter_campaign::text IS NULL OR campaign = :filter_campaign)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
ORDER BY org_path, id
LIMIT :page_limit
