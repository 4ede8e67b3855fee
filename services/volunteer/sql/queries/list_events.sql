-- A page of events in scope. Served by event_order.
SELECT
  name, etag, create_time, update_time, org_path, title, organization, sector, team, community_division, place,
  category, field, theme, start_time, end_time, quota, risk_note, insured, state, participant_count, served_minutes,
  closed_time
FROM events
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
  AND (:filter_sector::text IS NULL OR sector = :filter_sector)
  AND (:filter_team_id::text IS NULL OR team_id = :filter_team_id)
  AND (:filter_category::text IS NULL OR category = :filter_category)
  AND (:filter_field::text IS NULL OR field = :filter_field)
  AND (:filter_theme::text IS NULL OR theme = :filter_theme)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_community_division::text IS NULL OR community_division = :filter_community_division)
ORDER BY org_path, id
LIMIT :page_limit
