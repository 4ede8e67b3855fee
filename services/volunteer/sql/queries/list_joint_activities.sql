-- A page of joint activities in scope. Served by joint_activity_order.
SELECT
  name, etag, create_time, update_time, org_path, title, kind, organization, partners, held_date, description
FROM joint_activities
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_kind::text IS NULL OR kind = :filter_kind)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
ORDER BY org_path, id
LIMIT :page_limit
