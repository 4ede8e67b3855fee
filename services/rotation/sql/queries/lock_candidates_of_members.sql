-- The candidates of these members or with these ids, locked for an import. Served by candidate_member_taken and
-- candidate_pkey.
SELECT
  name, etag, create_time, update_time, org_path, member, organization, archive_birth_month, education, skills,
  exclusions, kin, growth_division, home_division
FROM candidates
WHERE county = :county
  AND (member_id IN (SELECT jsonb_array_elements_text(:member_ids::jsonb))
    OR id IN (SELECT jsonb_array_elements_text(:ids::jsonb)))
ORDER BY id
FOR NO KEY UPDATE
