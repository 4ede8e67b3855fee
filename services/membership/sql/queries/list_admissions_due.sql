-- A page of the admissions that are not complete, by path and id; which of their steps are due is reckoned from the records
-- (domain/admission_timeline). Served by admission_open as one range.
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
  AND state <> 'TERMINATED'
  AND NOT steps @> '[{"step": "ADMISSION_STEP_ARCHIVE"}]'
  AND (:filter_state::text IS NULL OR state = :filter_state)
ORDER BY org_path, id
LIMIT :page_limit
