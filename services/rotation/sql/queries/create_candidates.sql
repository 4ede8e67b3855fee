-- Records candidates, one or a chunk of an import; a member who is a candidate already gives no row.
INSERT INTO candidates
  (county, id, org_path, member_id, organization_id, archive_birth_month, education, skills, exclusions, kin,
   growth_division, home_division)
SELECT
  :county, r.id, r.org_path, r.member_id, r.organization_id, r.archive_birth_month, r.education, r.skills, r.exclusions,
  r.kin, r.growth_division, r.home_division
FROM jsonb_to_recordset(:rows::jsonb) AS r
  (id text, org_path text, member_id text, organization_id text, archive_birth_month text, education text, skills jsonb,
   exclusions jsonb, kin jsonb, growth_division text, home_division text)
ON CONFLICT (county, member_id) DO NOTHING
RETURNING
  name, etag, create_time, update_time, org_path, member, organization, archive_birth_month, education, skills,
  exclusions, kin, growth_division, home_division
