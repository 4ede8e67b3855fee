-- Puts an event into another state. Served by event_pkey.
UPDATE events
SET state = :state, version = version + 1, update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, title, organization, sector, team, community_division, place,
  category, field, theme, start_time, end_time, quota, risk_note, insured, state, participant_count, served_minutes,
  closed_time
