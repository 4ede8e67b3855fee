-- Writes what a step did to a ticket and adds the step. Served by ticket_pkey.
UPDATE tickets
SET
  org_path = :org_path, assigned_organization_id = :assigned_organization_id, state = :state,
  resolved_time = :resolved_time, closed_time = :closed_time, satisfaction = :satisfaction, rework_count = :rework_count,
  steps = steps || :steps::jsonb, version = version + 1, update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, kind, topic, source, ticket_class, community_division, description,
  reporter_phone_sealed, organization, assigned_organization, state, registered_time, due_time, resolved_time,
  closed_time, satisfaction, rework_count, rule_version
