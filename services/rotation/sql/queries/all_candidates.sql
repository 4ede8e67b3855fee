-- Every candidate in the caller's scope, for planning. Served by candidate_order.
SELECT
  name, etag, create_time, update_time, org_path, member, organization, archive_birth_month, education, skills,
  exclusions, kin, growth_division, home_division
FROM candidates
WHERE county = :county
ORDER BY org_path, id
