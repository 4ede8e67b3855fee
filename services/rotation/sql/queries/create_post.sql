-- Records a post.
INSERT INTO posts
  (county, id, org_path, organization_id, display_name, host, host_level, demanding, field, capacity, min_months,
   max_months, sensitive, principal, division, host_quota, mentors)
VALUES
  (:county, :id, :org_path, :organization_id, :display_name, :host, :host_level, :demanding, :field, :capacity,
   :min_months, :max_months, :sensitive, :principal, :division, :host_quota, :mentors)
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, host, host_level, demanding, field,
  capacity, min_months, max_months, sensitive, principal, division, host_quota, mentors
