-- Writes what a step or an end changes. Served by admission_pkey.
UPDATE admissions
SET version = version + 1,
  update_time = now(),
  state = :state,
  termination_reason = :termination_reason,
  termination_date = :termination_date,
  member_id = :member_id,
  steps = :steps
WHERE county = :county AND id = :id
RETURNING name, etag, create_time, update_time, org_path, organization, display_name, id_number_sealed, gender, ethnicity, birth_date,
  education, phone_sealed, application_date, state, termination_reason, termination_date, member, steps
