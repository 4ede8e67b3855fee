-- Makes an event and returns it; its sector is that of its organization now.
INSERT INTO events (
  county, id, org_path, organization_id, sector, title, team_id, community_division, place, category, field, theme,
  start_time, end_time, quota, risk_note, insured, state
) VALUES (
  :county, :id, :org_path, :organization_id,
  (SELECT sector FROM organization_mirror AS o WHERE o.county = :county AND o.id = :organization_id), :title,
  :team_id, :community_division, :place, :category, :field, :theme, :start_time, :end_time, :quota, :risk_note,
  :insured, 'DRAFT'
)
RETURNING
  name, etag, create_time, update_time, org_path, title, organization, sector, team, community_division, place,
  category, field, theme, start_time, end_time, quota, risk_note, insured, state, participant_count, served_minutes,
  closed_time
