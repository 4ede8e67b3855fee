-- Rewrites the paths of the dues assessments of a subtree; without their base, which stays out of the feed. Served by
-- dues_assessment_order.
UPDATE dues_assessments
SET version = version + 1,
  update_time = now(),
  org_path = :new_path || substr(org_path, length(:old_path) + 1)
WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, basis, first_month,
  reduced_fen, reduction_document, monthly_fen, rate_basis_points, rule_version
