-- Writes the new tickets of a chunk with their steps and returns them.
INSERT INTO tickets (
  county, id, org_path, organization_id, kind, topic, source, ticket_class, community_division, description,
  reporter_phone_sealed, assigned_organization_id, state, registered_time, due_time, resolved_time, closed_time,
  satisfaction, rework_count, rule_version, steps
)
SELECT
  :county, id, org_path, organization_id, kind, topic, source, ticket_class, community_division, description,
  reporter_phone_sealed, assigned_organization_id, state, registered_time, due_time, resolved_time, closed_time,
  satisfaction, rework_count, rule_version, steps::jsonb
FROM jsonb_to_recordset(:rows::jsonb) AS given (
  id text, org_path text, organization_id text, kind text, topic text, source text, ticket_class text,
  community_division text, description text, reporter_phone_sealed bytea, assigned_organization_id text, state text,
  registered_time timestamptz, due_time timestamptz, resolved_time timestamptz, closed_time timestamptz,
  satisfaction text, rework_count int, rule_version text, steps text
)
RETURNING
  name, etag, create_time, update_time, org_path, kind, topic, source, ticket_class, community_division, description,
  reporter_phone_sealed, organization, assigned_organization, state, registered_time, due_time, resolved_time,
  closed_time, satisfaction, rework_count, rule_version
