-- A page of assessments by path and id. Served by dues_assessment_order as one range; of one member by dues_assessment_taken.
SELECT name, etag, create_time, update_time, org_path, organization, member, display_name, basis, base_fen, first_month,
  reduced_fen, reduction_document, monthly_fen, rate_basis_points, rule_version
FROM dues_assessments
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND org_path >= (
    SELECT CASE WHEN :filter_organization_id::text IS NULL THEN ''
                ELSE (SELECT o.org_path FROM organization o WHERE o.county = :county AND o.id = :filter_organization_id)
           END)
  AND org_path < (
    SELECT CASE WHEN :filter_organization_id::text IS NULL THEN '~'
                ELSE (SELECT o.org_path || '/' FROM organization o WHERE o.county = :county AND o.id = :filter_organization_id)
           END)
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
ORDER BY org_path, id
LIMIT :page_limit
