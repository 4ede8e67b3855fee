-- Writes all that may change of a post. Served by post_pkey.
UPDATE posts
SET
  org_path = :org_path,
  organization_id = :organization_id,
  display_name = :display_name,
  host = :host,
  host_level = :host_level,
  demanding = :demanding,
  field = :field,
  capacity = :capacity,
  min_months = :min_months,
  max_months = :max_months,
  sensitive = :sensitive,
  principal = :principal,
  division = :division,
  host_quota = :host_quota,
  mentors = :mentors,
  version = version + 1,
  update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, host, host_level, demanding, field,
  capacity, min_months, max_months, sensitive, principal, division, host_quota, mentors
