-- A page of the tickets in scope past their deadline and not solved. Served by ticket_unsolved.
SELECT
  name, etag, create_time, update_time, org_path, kind, topic, source, ticket_class, community_division, description,
  reporter_phone_sealed, organization, assigned_organization, state, registered_time, due_time, resolved_time,
  closed_time, satisfaction, rework_count, rule_version
FROM tickets
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND state IN ('REGISTERED', 'ASSIGNED', 'ACCEPTED', 'IN_PROGRESS')
  AND due_time <= :now
  AND (:filter_assigned_organization_id::text IS NULL OR assigned_organization_id = :filter_assigned_organization_id)
  AND (:filter_kind::text IS NULL OR kind = :filter_kind)
ORDER BY org_path, id
LIMIT :page_limit
