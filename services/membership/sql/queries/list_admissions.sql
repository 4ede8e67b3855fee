-- A page of admissions by path and id. Served by admission_order as one range.
SELECT name, etag, create_time, update_time, org_path, organization, display_name, id_number_sealed, gender, ethnicity, birth_date,
  education, phone_sealed, application_date, state, termination_reason, termination_date, member, steps
FROM admissions
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
  AND (:filter_state::text IS NULL OR state = :filter_state)
ORDER BY org_path, id
LIMIT :page_limit
