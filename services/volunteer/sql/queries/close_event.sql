-- Closes an event and counts its certified hours. Served by event_pkey and participation_event.
UPDATE events
SET
  state = 'CLOSED', closed_time = :now, version = version + 1, update_time = now(),
  participant_count = (
    SELECT count(*) FROM participation AS p
    WHERE p.county = :county AND p.event_id = :id AND p.state = 'CREDITED'),
  served_minutes = (
    SELECT coalesce(sum(p.minutes), 0) FROM participation AS p
    WHERE p.county = :county AND p.event_id = :id AND p.state = 'CREDITED')
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, title, organization, sector, team, community_division, place,
  category, field, theme, start_time, end_time, quota, risk_note, insured, state, participant_count, served_minutes,
  closed_time
