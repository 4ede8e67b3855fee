-- A page of tickets in scope. Served by ticket_order.
SELECT
  name, etag, create_time, update_time, org_path, kind, topic, source, ticket_class, community_division, description,
  reporter_phone_sealed, organization, assigned_organization, state, registered_time, due_time, resolved_time,
  closed_time, satisfaction, rework_count, rule_version
FROM tickets
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
  AND (:filter_assigned_organization_id::text IS NULL OR assigned_organization_id = :filter_assigned_organization_id)
  AND (:filter_kind::text IS NULL OR kind = :filter_kind)
  AND (:filter_topic::text IS NULL OR topic = :filter_topic)
  AND (:filter_source::text IS NULL OR source = :filter_source)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_satisfaction::text IS NULL OR satisfaction = :filter_satisfaction)
  AND (:filter_community_division::text IS NULL OR community_division = :filter_community_division)
ORDER BY org_path, id
LIMIT :page_limit
