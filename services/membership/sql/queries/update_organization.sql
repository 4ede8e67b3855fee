-- Writes all that an update may change. Served by organization_pkey.
UPDATE organizations
SET version = version + 1,
  update_time = now(),
  display_name = :display_name,
  sector = :sector,
  unit_name = :unit_name,
  unit_relation = :unit_relation,
  credit_code = :credit_code,
  division = :division,
  founded_date = :founded_date,
  national_org_code = :national_org_code,
  approval_document = :approval_document,
  joint_units = :joint_units,
  planned_end_date = :planned_end_date
WHERE county = :county AND id = :id
RETURNING name, uid, etag, create_time, update_time, display_name, kind, sector, superior, org_path, unit_name, unit_relation,
  credit_code, division, founded_date, dissolved_date, state, national_org_code, approval_document, joint_units, planned_end_date
