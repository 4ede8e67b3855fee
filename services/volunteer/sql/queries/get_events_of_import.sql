-- The events of a chunk that exist already. Served by event_pkey.
SELECT
  name, etag, create_time, update_time, org_path, title, organization, sector, team, community_division, place,
  category, field, theme, start_time, end_time, quota, risk_note, insured, state, participant_count, served_minutes,
  closed_time
FROM events
WHERE county = :county AND id = ANY (ARRAY(SELECT jsonb_array_elements_text(:ids::jsonb)))
