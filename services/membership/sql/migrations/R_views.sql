-- Rows as the contract shows them. Queries name columns of these views and never repeat how a name or an etag is made; the
-- views are simple, so they can be written through with RETURNING, and security_invoker leaves row-level security to the
-- caller. Columns that are no field (county, id, version, …_id, …_index) are there to be asked for and written.
DROP VIEW IF EXISTS members;
CREATE VIEW members WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/members/' || id AS name,
  uid,
  version::text AS etag,
  create_time,
  update_time,
  display_name,
  id_type,
  id_number_sealed,
  id_number_index,
  gender,
  ethnicity,
  birth_date,
  archive_birth_month,
  education,
  phone_sealed,
  phone_index,
  address_sealed,
  residence_division,
  native_place,
  organization_id,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  org_path,
  member_kind,
  state,
  application_date,
  joined_date,
  full_member_date,
  post,
  occupation,
  sector,
  floating,
  lost_contact,
  remarks
FROM member;

DROP VIEW IF EXISTS organizations;
CREATE VIEW organizations WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/organizations/' || id AS name,
  uid,
  version::text AS etag,
  create_time,
  update_time,
  display_name,
  kind,
  sector,
  superior_id,
  'counties/' || county || '/organizations/' || superior_id AS superior,
  org_path,
  unit_name,
  unit_relation,
  credit_code,
  division,
  founded_date,
  dissolved_date,
  CASE WHEN dissolved_date IS NULL THEN 'ACTIVE' ELSE 'DISSOLVED' END AS state,
  national_org_code
FROM organization;

-- Known to be so now; superseded facts are in officer_fact only.
DROP VIEW IF EXISTS appointments;
CREATE VIEW appointments WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/appointments/' || id AS name,
  version::text AS etag,
  create_time,
  known_from AS update_time,
  org_path,
  organization_id,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  member_id,
  'counties/' || county || '/members/' || member_id AS member,
  display_name,
  role,
  valid,
  lower(valid) AS start_date,
  term_end_date,
  upper(valid) AS end_date,
  end_reason,
  document
FROM officer_fact
WHERE known_to IS NULL;
