-- Creates an organization and the fact that it is called so and stands there since its founding.
WITH fact AS (
  INSERT INTO organization_fact (county, organization_id, org_path, display_name, superior_id, valid)
  VALUES (:county, :id, :org_path, :display_name, :superior_id,
          daterange(COALESCE(:founded_date::date, LEAST(:today::date, :dissolved_date::date - 1)), :dissolved_date::date))
)
INSERT INTO organizations (
  county, id, org_path, display_name, kind, sector, superior_id, unit_name, unit_relation, credit_code, division,
  founded_date, dissolved_date, national_org_code, approval_document, joint_units, planned_end_date)
VALUES (
  :county, :id, :org_path, :display_name, :kind, :sector, :superior_id, :unit_name, :unit_relation, :credit_code, :division,
  :founded_date, :dissolved_date, :national_org_code, :approval_document,
  :joint_units, :planned_end_date)
RETURNING name, uid, etag, create_time, update_time, display_name, kind, sector, superior, org_path, unit_name, unit_relation,
  credit_code, division, founded_date, dissolved_date, state, national_org_code, approval_document, joint_units, planned_end_date
