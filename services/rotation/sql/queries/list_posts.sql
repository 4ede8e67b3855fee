-- A page of posts in the caller's scope. Served by post_order.
SELECT
  name, etag, create_time, update_time, org_path, organization, display_name, host, host_level, demanding, field,
  capacity, min_months, max_months, sensitive, principal, division, host_quota, mentors
FROM posts
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
  AND (:filter_host_level::text IS NULL OR host_level = :filter_host_level)
  AND (:filter_demanding::text IS NULL OR demanding = (:filter_demanding = 'true'))
  AND (:filter_field::text IS NULL OR field = :filter_field)
ORDER BY org_path, id
LIMIT :page_limit
