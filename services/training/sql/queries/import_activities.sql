-- Writes the activities of a chunk and returns those that are new (etag 1) or changed; equal ones stay out.
INSERT INTO activity AS o (
  county, id, org_path, organization_id, kind, theme, campaign, date, attendee_count, expected_count,
  minutes, speaker
)
SELECT
  :county, given.id, given.org_path, given.organization_id, given.kind, given.theme, given.campaign,
  given.date, given.attendee_count, given.expected_count, given.minutes, given.speaker
FROM jsonb_to_recordset(:rows::jsonb) AS given (
    id text, org_path text, organization_id text, kind text, theme text, campaign text, date date,
    attendee_count integer, expected_count integer, minutes integer, speaker text
)
ON CONFLICT (county, id) DO UPDATE SET
  org_path = EXCLUDED.org_path,
  organization_id = EXCLUDED.organization_id,
  kind = EXCLUDED.kind,
  theme = EXCLUDED.theme,
  campaign = EXCLUDED.campaign,
  date = EXCLUDED.date,
  attendee_count = EXCLUDED.attendee_count,
  expected_count = EXCLUDED.expected_count,
  minutes = EXCLUDED.minutes,
  speaker = EXCLUDED.speaker,
  version = o.version + 1,
  update_time = now()
WHERE (
    o.org_path, o.organization_id, o.kind, o.theme, o.campaign, o.date, o.attendee_count, o.expected_count,
    o.minutes, o.speaker
  ) IS DISTINCT FROM (
    EXCLUDED.org_path, EXCLUDED.organization_id, EXCLUDED.kind, EXCLUDED.theme, EXCLUDED.campaign,
    EXCLUDED.date, EXCLUDED.attendee_count, EXCLUDED.expected_count, EXCLUDED.minutes, EXCLUDED.speaker
  )
RETURNING
  'counties/' || o.county || '/activities/' || o.id AS name, o.version::text AS etag, o.create_time,
  o.update_time, o.org_path,
  'counties/' || o.county || '/organizations/' || o.organization_id AS organization, o.kind, o.theme,
  o.campaign, o.date, o.attendee_count, o.expected_count, o.minutes, o.speaker
