-- One admission. Served by admission_pkey.
SELECT name, etag, create_time, update_time, org_path, organization, display_name, id_number_sealed, gender, ethnicity, birth_date,
  education, phone_sealed, application_date, state, termination_reason, termination_date, member, steps
FROM admissions
WHERE county = :county AND id = :id
