-- Records an assessment. dues_assessment_taken refuses a second one from the same month on.
INSERT INTO dues_assessments (
  county, id, org_path, organization_id, member_id, display_name, basis, base_fen, first_day, reduced_fen, reduction_document,
  monthly_fen, rate_basis_points, rule_version)
VALUES (
  :county, :id, :org_path, :organization_id, :member_id, :display_name, :basis, :base_fen,
  (:first_month::text || '-01')::date, :reduced_fen, :reduction_document, :monthly_fen, :rate_basis_points, :rule_version)
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, basis, base_fen, first_month,
  reduced_fen, reduction_document, monthly_fen, rate_basis_points, rule_version
