-- Records a postponement.
INSERT INTO postponement (
  county, id, org_path, organization_id, approver_id, approve_date, document, reason, term_end_date, original_end_date,
  approver_text)
VALUES (
  :county, :id, :org_path, :organization_id, :approver_id, :approve_date, :document, :reason, :term_end_date,
  :original_end_date, :approver_text)
RETURNING 'counties/' || county || '/postponements/' || id AS name, create_time, org_path,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  'counties/' || county || '/organizations/' || approver_id AS approver, approve_date, document, reason, term_end_date,
  original_end_date, approver_text
