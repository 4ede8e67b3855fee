-- A page of candidates in the caller's scope. Served by candidate_order.
SELECT
  name, etag, create_time, update_time, org_path, member, organization, archive_birth_month, education, skills,
  exclusions, kin, growth_division, home_division
FROM candidates
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
ORDER BY org_path, id
LIMIT :page_limit
