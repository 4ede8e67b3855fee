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
