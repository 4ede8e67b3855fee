-- Writes the past events of a chunk and returns them.
INSERT INTO events (
  county, id, org_path, organization_id, title, team_id, community_division, place, category, field, theme,
  start_time, end_time, quota, risk_note, insured, state, participant_count, served_minutes, closed_time, sector
)
SELECT
  :county, given.id, given.org_path, given.organization_id, given.title, given.team_id, given.community_division,
  given.place, given.category, given.field, given.theme, given.start_time, given.end_time, given.quota,
  given.risk_note, given.insured, given.state, given.participant_count, given.served_minutes, given.closed_time,
  mirror.sector
FROM jsonb_to_recordset(:rows::jsonb) AS given (
  id text, org_path text, organization_id text, title text, team_id text, community_division text, place text,
  category text, field text, theme text, start_time timestamptz, end_time timestamptz, quota int, risk_note text,
  insured boolean, state text, participant_count int, served_minutes bigint, closed_time timestamptz
)
LEFT JOIN organization_mirror AS mirror ON mirror.county = :county AND mirror.id = given.organization_id
RETURNING
  name, etag, create_time, update_time, org_path, title, organization, sector, team, community_division, place,
  category, field, theme, start_time, end_time, quota, risk_note, insured, state, participant_count, served_minutes,
  closed_time
