-- Writes all that may change of candidates, one or a chunk of an import. Served by candidate_pkey.
UPDATE candidates AS c
SET
  org_path = r.org_path,
  organization_id = r.organization_id,
  archive_birth_month = r.archive_birth_month,
  education = r.education,
  skills = r.skills,
  exclusions = r.exclusions,
  kin = r.kin,
  growth_division = r.growth_division,
  home_division = r.home_division,
  version = c.version + 1,
  update_time = now()
FROM jsonb_to_recordset(:rows::jsonb) AS r
  (id text, org_path text, organization_id text, archive_birth_month text, education text, skills jsonb,
   exclusions jsonb, kin jsonb, growth_division text, home_division text)
WHERE c.county = :county AND c.id = r.id
RETURNING
  c.name, c.etag, c.create_time, c.update_time, c.org_path, c.member, c.organization, c.archive_birth_month,
  c.education, c.skills, c.exclusions, c.kin, c.growth_division, c.home_division
