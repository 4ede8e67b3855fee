-- Makes a ticket with its first step and returns it.
INSERT INTO tickets (
  county, id, org_path, organization_id, kind, topic, source, ticket_class, community_division, description,
  reporter_phone_sealed, assigned_organization_id, state, registered_time, due_time, resolved_time, closed_time,
  satisfaction, rework_count, rule_version, steps
) VALUES (
  :county, :id, :org_path, :organization_id, :kind, :topic, :source, :ticket_class, :community_division, :description,
  :reporter_phone_sealed, :assigned_organization_id, :state, :registered_time, :due_time, :resolved_time,
  :closed_time, :satisfaction, :rework_count, :rule_version, :steps
)
RETURNING
  name, etag, create_time, update_time, org_path, kind, topic, source, ticket_class, community_division, description,
  reporter_phone_sealed, organization, assigned_organization, state, registered_time, due_time, resolved_time,
  closed_time, satisfaction, rework_count, rule_version
