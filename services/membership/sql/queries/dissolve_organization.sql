-- Dissolves an organization on :dissolved_date, its fact with it. Served by organization_pkey.
WITH moment AS (
  SELECT GREATEST(now(), max(known_from)) AS known
  FROM organization_fact
  WHERE county = :county AND organization_id = :id AND known_to IS NULL
), closed AS (
  UPDATE organization_fact
  SET known_to = (SELECT known FROM moment)
  WHERE county = :county AND organization_id = :id AND known_to IS NULL AND upper_inf(valid)
  RETURNING org_path, display_name, superior_id, valid
), fact AS (
  INSERT INTO organization_fact (county, organization_id, org_path, display_name, superior_id, reason, valid, known_from)
  SELECT :county, :id, org_path, display_name, superior_id, :reason, valid * daterange(NULL, :dissolved_date::date),
    (SELECT known FROM moment)
  FROM closed
  WHERE NOT isempty(valid * daterange(NULL, :dissolved_date))
)
UPDATE organizations
SET version = version + 1,
  update_time = now(),
  dissolved_date = :dissolved_date
WHERE county = :county AND id = :id
RETURNING name, uid, etag, create_time, update_time, display_name, kind, sector, superior, org_path, unit_name, unit_relation,
  credit_code, division, founded_date, dissolved_date, state, national_org_code, approval_document, joint_units, planned_end_date
