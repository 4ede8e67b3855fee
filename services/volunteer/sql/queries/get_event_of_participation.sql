-- The event of a participation, locked before the participation itself so that all writers lock in one order. Served by
-- the primary keys.
SELECT
  name, etag, create_time, update_time, org_path, title, organization, sector, team, community_division, place,
  category, field, theme, start_time, end_time, quota, risk_note, insured, state, participant_count, served_minutes,
  closed_time
FROM events
WHERE county = :county
  AND id = (SELECT p.event_id FROM participation AS p WHERE p.county = :county AND p.id = :id)
FOR UPDATE
