-- A page of teams in scope. Served by team_order.
SELECT
  name, etag, create_time, update_time, org_path, display_name, kind, organization, community, has_community,
  founded_date, state
FROM teams
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_kind::text IS NULL OR kind = :filter_kind)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
  AND (:filter_community_id::text IS NULL OR community_id = :filter_community_id)
  AND (:filter_has_community::text IS NULL OR has_community::text = :filter_has_community)
ORDER BY org_path, id
LIMIT :page_limit
