-- Open admissions of members who are registered elsewhere now, and of applicants of :from_id (NULL: none), which is no more, go
-- on in :organization_id, with all that was recorded of them. Served by admission_member and admission_organization.
WITH moved AS (
  UPDATE admissions
  SET version = version + 1,
    update_time = now(),
    organization_id = :organization_id,
    org_path = :org_path
  WHERE county = :county AND state NOT IN ('FULL', 'TERMINATED')
    AND (member_id = ANY(:ids::text[]) OR organization_id = :from_id::text)
  RETURNING *
), facts AS (
  UPDATE admission_step_fact f
  SET org_path = :org_path
  FROM moved
  WHERE f.county = :county AND f.admission_id = moved.id
)
SELECT name, etag, create_time, update_time, org_path, organization, display_name, id_number_sealed, gender, ethnicity, birth_date,
  education, phone_sealed, application_date, state, termination_reason, termination_date, member, steps
FROM moved
