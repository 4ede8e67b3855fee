-- Writes what may change of an event. Served by event_pkey.
UPDATE events
SET
  title = :title, team_id = :team_id, community_division = :community_division, place = :place, category = :category,
  field = :field, theme = :theme, start_time = :start_time, end_time = :end_time, quota = :quota,
  risk_note = :risk_note, insured = :insured,
  version = version + 1, update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, title, organization, sector, team, community_division, place,
  category, field, theme, start_time, end_time, quota, risk_note, insured, state, participant_count, served_minutes,
  closed_time
