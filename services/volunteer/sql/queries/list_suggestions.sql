-- A page of suggestions in scope. Served by suggestion_order.
SELECT
  name, etag, create_time, update_time, org_path, organization, proposer_kind, proposer, topic, content,
  submitted_date, screening, assigned_organization, adoption, reply, effect, adoption_date
FROM suggestions
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
  AND (:filter_topic::text IS NULL OR topic = :filter_topic)
  AND (:filter_screening::text IS NULL OR screening = :filter_screening)
  AND (:filter_adoption::text IS NULL OR adoption = :filter_adoption)
  AND (:filter_assigned_organization_id::text IS NULL OR assigned_organization_id = :filter_assigned_organization_id)
ORDER BY org_path, id
LIMIT :page_limit
