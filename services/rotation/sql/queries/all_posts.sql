-- Every post in the caller's scope, for planning. Served by post_order.
SELECT
  name, etag, create_time, update_time, org_path, organization, display_name, host, host_level, demanding, field,
  capacity, min_months, max_months, sensitive, principal, division, host_quota, mentors
FROM posts
WHERE county = :county
ORDER BY org_path, id
