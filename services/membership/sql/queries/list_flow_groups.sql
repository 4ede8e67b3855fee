-- A page of groups by path and id. Served by flow_group_order.
SELECT name, etag, create_time, update_time, org_path, display_name, organization, division, chat
FROM flow_groups
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
ORDER BY org_path, id
LIMIT :page_limit
