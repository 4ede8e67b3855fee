-- Active organizations directly below one. Served by organization_superior.
SELECT name, uid, etag, create_time, update_time, display_name, kind, sector, superior, org_path, unit_name, unit_relation,
  credit_code, division, founded_date, dissolved_date, state, national_org_code, approval_document, joint_units, planned_end_date
FROM organizations
WHERE county = :county AND superior_id = :id AND dissolved_date IS NULL
ORDER BY id
