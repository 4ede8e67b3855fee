-- One candidate. Served by candidate_pkey.
SELECT
  name, etag, create_time, update_time, org_path, member, organization, archive_birth_month, education, skills,
  exclusions, kin, growth_division, home_division
FROM candidates
WHERE county = :county AND id = :id
