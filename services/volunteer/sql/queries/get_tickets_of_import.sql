-- The tickets of a chunk that exist already. Served by ticket_pkey.
SELECT
  name, etag, create_time, update_time, org_path, kind, topic, source, ticket_class, community_division, description,
  reporter_phone_sealed, organization, assigned_organization, state, registered_time, due_time, resolved_time,
  closed_time, satisfaction, rework_count, rule_version
FROM tickets
WHERE county = :county AND id = ANY (ARRAY(SELECT jsonb_array_elements_text(:ids::jsonb)))
