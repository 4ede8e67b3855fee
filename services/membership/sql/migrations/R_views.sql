-- Rows as the contract shows them. Queries name columns of these views and never repeat how a name or an etag is made; the
-- views are simple, so they can be written through with RETURNING, and security_invoker leaves row-level security to the
-- caller. Columns that are no field (county, id, version, …_id, …_index) are there to be asked for and written.
-- It stands on two others.
DROP VIEW IF EXISTS organization_terms;

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
  remarks,
  merged_into,
  arrived_date
FROM member
-- Merged or gone to another county under another name: a tombstone of the feed, and no member of ours.
WHERE merged_into = '';

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
  national_org_code,
  approval_document,
  joint_units,
  planned_end_date
FROM organization;

-- Appointments as they were known at any time, the superseded ones too.
DROP VIEW IF EXISTS appointments;
DROP VIEW IF EXISTS appointment_facts;
CREATE VIEW appointment_facts WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/appointments/' || id AS name,
  version::text AS etag,
  create_time,
  known_from,
  known_to,
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
FROM officer_fact;

-- Known to be so now.
CREATE VIEW appointments WITH (security_invoker = true) AS
SELECT *
FROM appointment_facts
WHERE known_to IS NULL;

-- Facts of members who have left the caller's scope: with the rights of the owner, because a fact's own path says who may see
-- it, and who counts last year's members of his branch must know who they were. Only joined to facts that are in scope.
DROP VIEW IF EXISTS member_identity;
CREATE VIEW member_identity AS
SELECT county, id, uid, gender, ethnicity, birth_date, education, sector
FROM member;

DROP VIEW IF EXISTS member_status;
CREATE VIEW member_status AS
SELECT county, member_id, state, began, ended, known_from, known_to
FROM state_fact;

-- Registrations and statuses of a person wherever he was, for who has him in scope today.
DROP VIEW IF EXISTS registrations_of_person;
CREATE VIEW registrations_of_person AS
SELECT m.uid, f.county, f.fact_id,
  'counties/' || f.county || '/organizations/' || f.organization_id AS organization,
  f.member_kind, f.valid, lower(f.valid) AS start_date, upper(f.valid) AS end_date, f.known_from, f.known_to
FROM membership_fact f
JOIN member m ON m.county = f.county AND m.id = f.member_id;

DROP VIEW IF EXISTS states_of_person;
CREATE VIEW states_of_person AS
SELECT m.uid, s.county, s.fact_id, s.state, s.reason, s.document, s.ground, s.valid, lower(s.valid) AS start_date,
  upper(s.valid) AS end_date, s.known_from, s.known_to
FROM state_fact s
JOIN member m ON m.county = s.county AND m.id = s.member_id;

-- Members as a former branch had them; see member_identity. What was registered where is the fact's.
DROP VIEW IF EXISTS members_of_facts;
CREATE VIEW members_of_facts AS
SELECT
  county, id, 'counties/' || county || '/members/' || id AS name, uid, version::text AS etag, create_time, update_time,
  display_name, id_type, id_number_sealed, gender, ethnicity, birth_date, archive_birth_month, education, phone_sealed,
  address_sealed, residence_division, native_place, application_date, joined_date, full_member_date, post, occupation,
  sector, floating, lost_contact, remarks, NULL::timestamptz AS known_to
FROM member
UNION ALL
-- And as they were described until known_to.
SELECT
  m.county, m.id, 'counties/' || m.county || '/members/' || m.id, m.uid, m.version::text, m.create_time, m.update_time,
  b.display_name, b.id_type, b.id_number_sealed, b.gender, b.ethnicity, b.birth_date, b.archive_birth_month, b.education,
  b.phone_sealed, b.address_sealed, b.residence_division, b.native_place, b.application_date, b.joined_date,
  b.full_member_date, b.post, b.occupation, b.sector, b.floating, b.lost_contact, b.remarks, b.known_to
FROM identity_before b
JOIN member m ON m.county = b.county AND m.id = b.member_id;

-- What counts look at of it.
DROP VIEW IF EXISTS member_identity_before;
CREATE VIEW member_identity_before AS
SELECT county, member_id, gender, ethnicity, birth_date, education, sector, known_to
FROM identity_before;

-- Where organizations stand and who is above them, for who wants to send a member there: a directory, past scopes.
DROP VIEW IF EXISTS organization_directory;
CREATE VIEW organization_directory AS
SELECT county, id, 'counties/' || county || '/organizations/' || id AS name, org_path, display_name, kind,
  dissolved_date IS NOT NULL AS dissolved
FROM organization;

DROP VIEW IF EXISTS transfers;
CREATE VIEW transfers WITH (security_invoker = true) AS
SELECT
  county, id, version, target_path, target_county, serial,
  'counties/' || county || '/transfers/' || id AS name,
  version::text AS etag,
  create_time, update_time, org_path,
  member_id,
  'counties/' || county || '/members/' || member_id AS member,
  display_name, source, source_committee, target, target_committee, target_text, kind, state, reason, dues_paid_through,
  deadline, letter_number, letter_expire_date, receipt_number, accepted_branch, accepted_member, accept_date, close_reason,
  steps
FROM transfer;

DROP VIEW IF EXISTS attachments;
CREATE VIEW attachments WITH (security_invoker = true) AS
SELECT
  county, id, version, organization_id, member_id, valid,
  'counties/' || county || '/attachments/' || id AS name,
  version::text AS etag,
  create_time, update_time, org_path,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  'counties/' || county || '/members/' || member_id AS member,
  display_name,
  lower(valid) AS start_date,
  upper(valid) AS end_date
FROM attachment;

DROP VIEW IF EXISTS flow_groups;
CREATE VIEW flow_groups WITH (security_invoker = true) AS
SELECT
  county, id, version, organization_id,
  'counties/' || county || '/flowGroups/' || id AS name,
  version::text AS etag,
  create_time, update_time, org_path, display_name,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  division, chat
FROM flow_group;

DROP VIEW IF EXISTS outflows;
CREATE VIEW outflows WITH (security_invoker = true) AS
SELECT
  county, id, version, member_id, keeper_member_id, flow_group_id,
  'counties/' || county || '/outflows/' || id AS name,
  version::text AS etag,
  create_time, update_time, org_path,
  'counties/' || county || '/members/' || member_id AS member,
  display_name, state, reason, destination_division, destination, start_date, expected_return_date,
  'counties/' || county || '/members/' || keeper_member_id AS keeper,
  inflow_organization, certificate_number,
  'counties/' || county || '/flowGroups/' || flow_group_id AS flow_group,
  last_contact_date, return_date, lost_since, contacts, searches
FROM outflow;

-- When the terms of organizations end: that of the last valid election, else the latest one of the officers in office, and the
-- day to which a postponement of this very term puts it off.
CREATE VIEW organization_terms WITH (security_invoker = true) AS
SELECT o.county, o.id, o.name, o.org_path, o.display_name, o.state, term.original_end_date,
  (SELECT max(p.term_end_date)
   FROM postponement p
   WHERE p.county = o.county AND p.organization_id = o.id AND p.original_end_date = term.original_end_date
  ) AS postponed_end_date
FROM organizations o
CROSS JOIN LATERAL (
  SELECT COALESCE(
    (SELECT e.term_end_date
     FROM election e
     WHERE e.county = o.county AND e.organization_id = o.id AND e.valid
     ORDER BY e.date DESC
     LIMIT 1),
    (SELECT max(a.term_end_date)
     FROM appointments a
     WHERE a.county = o.county AND a.organization_id = o.id AND upper_inf(a.valid))) AS original_end_date
) AS term;

DROP VIEW IF EXISTS absences;
CREATE VIEW absences WITH (security_invoker = true) AS
SELECT
  county, id, version, member_id,
  'counties/' || county || '/absences/' || id AS name,
  version::text AS etag,
  create_time, update_time, org_path,
  'counties/' || county || '/members/' || member_id AS member,
  display_name, state, start_date, end_date, host, purpose, source, sequence
FROM absence;
