-- Organizations that rows are about to be hung on, held where they are until the end of the transaction: a move waits.
-- In order of id, so that two callers can't wait for each other. Served by organization_pkey.
SELECT name, uid, etag, create_time, update_time, display_name, kind, sector, superior, org_path, unit_name, unit_relation,
  credit_code, division, founded_date, dissolved_date, state, national_org_code, approval_document, joint_units, planned_end_date
FROM organizations
WHERE county = :county AND id = ANY(:ids::text[])
ORDER BY id
FOR SHARE
