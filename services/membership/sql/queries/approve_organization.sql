-- Names the document that approved the sizes of organizations. Served by organization_pkey.
UPDATE organizations
SET version = version + 1,
  update_time = now(),
  approval_document = :approval_document
WHERE county = :county AND id = ANY(:ids::text[])
RETURNING name, uid, etag, create_time, update_time, display_name, kind, sector, superior, org_path, unit_name, unit_relation,
  credit_code, division, founded_date, dissolved_date, state, national_org_code, approval_document, joint_units, planned_end_date
