-- Admissions, dues, reviews and requests to found as the contract shows them; see R_views.sql.
DROP VIEW IF EXISTS admissions;
CREATE VIEW admissions WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/admissions/' || id AS name,
  version::text AS etag,
  create_time,
  update_time,
  org_path,
  organization_id,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  display_name,
  id_number_sealed,
  id_number_index,
  gender,
  ethnicity,
  birth_date,
  education,
  phone_sealed,
  application_date,
  state,
  termination_reason,
  termination_date,
  member_id,
  'counties/' || county || '/members/' || member_id AS member,
  steps
FROM admission;

DROP VIEW IF EXISTS dues_assessments;
CREATE VIEW dues_assessments WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/duesAssessments/' || id AS name,
  version::text AS etag,
  create_time,
  update_time,
  org_path,
  organization_id,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  member_id,
  'counties/' || county || '/members/' || member_id AS member,
  display_name,
  basis,
  base_fen,
  first_day,
  to_char(first_day, 'YYYY-MM') AS first_month,
  reduced_fen,
  reduction_document,
  monthly_fen,
  rate_basis_points,
  rule_version
FROM dues_assessment;

DROP VIEW IF EXISTS dues_payments;
CREATE VIEW dues_payments WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/duesPayments/' || id AS name,
  version::text AS etag,
  create_time,
  update_time,
  org_path,
  organization_id,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  member_id,
  'counties/' || county || '/members/' || member_id AS member,
  display_name,
  days,
  to_char(lower(days), 'YYYY-MM') AS first_month,
  to_char(upper(days) - 1, 'YYYY-MM') AS last_month,
  amount_fen,
  gift_fen,
  payment_date,
  receipt_number,
  document,
  gift_forwarded,
  void_time,
  void_reason
FROM dues_payment;

DROP VIEW IF EXISTS reviews;
CREATE VIEW reviews WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/reviews/' || id AS name,
  version::text AS etag,
  create_time,
  update_time,
  org_path,
  organization_id,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  year,
  open_date,
  combined,
  state,
  close_date,
  document,
  member_count,
  excellent_count,
  qualified_count,
  basically_qualified_count,
  unqualified_count,
  exempt_count
FROM review;

DROP VIEW IF EXISTS review_grades;
CREATE VIEW review_grades WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/reviewGrades/' || id AS name,
  version::text AS etag,
  create_time,
  update_time,
  org_path,
  review_id,
  'counties/' || county || '/reviews/' || review_id AS review,
  member_id,
  'counties/' || county || '/members/' || member_id AS member,
  display_name,
  self_date,
  peers_date,
  ballot_date,
  ballots,
  decision_date,
  grade,
  exempt_reason,
  at_inflow
FROM review_grade;

DROP VIEW IF EXISTS founding_applications;
CREATE VIEW founding_applications WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/foundingApplications/' || id AS name,
  version::text AS etag,
  create_time,
  update_time,
  org_path,
  committee_id,
  'counties/' || county || '/organizations/' || committee_id AS committee,
  display_name,
  kind,
  unit_name,
  apply_date,
  reply_by_date,
  state,
  reply_date,
  document,
  reason
FROM founding_application;
