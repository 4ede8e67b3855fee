-- Candidates by id, locked so that no other placement of theirs is recorded meanwhile. Served by candidate_pkey.
SELECT
  name, etag, create_time, update_time, org_path, member, organization, archive_birth_month, education, skills,
  exclusions, kin, growth_division, home_division
FROM candidates
WHERE county = :county AND id IN (SELECT jsonb_array_elements_text(:ids::jsonb))
ORDER BY id
FOR NO KEY UPDATE
