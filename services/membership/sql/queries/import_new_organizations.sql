-- Creates many organizations with their first facts, as create_organization.sql does one. A row whose id is taken out of the
-- caller's sight is left out: what is missing from the answer was refused.
WITH made AS (
  INSERT INTO organizations (
    county, id, org_path, display_name, kind, sector, superior_id, unit_name, unit_relation, credit_code, division,
    founded_date, dissolved_date, national_org_code, approval_document, joint_units, planned_end_date)
  SELECT
    :county, r.id, r.org_path, r.display_name, r.kind, r.sector, r.superior_id, r.unit_name, r.unit_relation,
    r.credit_code, r.division, r.founded_date, r.dissolved_date, r.national_org_code, r.approval_document, r.joint_units,
    r.planned_end_date
  FROM jsonb_to_recordset(:rows::jsonb) AS r (
    id text, org_path text, display_name text, kind text, sector text, superior_id text, unit_name text, unit_relation text,
    credit_code text, division text, founded_date date, dissolved_date date, national_org_code text,
    approval_document text, joint_units jsonb, planned_end_date date)
  ON CONFLICT DO NOTHING
  RETURNING *
), fact AS (
  INSERT INTO organization_fact (county, organization_id, org_path, display_name, superior_id, valid)
  SELECT county, id, org_path, display_name, superior_id,
    daterange(COALESCE(founded_date, LEAST(:today::date, dissolved_date - 1)), dissolved_date)
  FROM made
)
SELECT name, uid, etag, create_time, update_time, display_name, kind, sector, superior, org_path, unit_name, unit_relation,
  credit_code, division, founded_date, dissolved_date, state, national_org_code, approval_document, joint_units, planned_end_date
FROM made
ORDER BY org_path
