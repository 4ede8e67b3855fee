-- Opens an admission. admission_already_open refuses a second one of the same person.
INSERT INTO admissions (
  county, id, org_path, organization_id, display_name, id_number_sealed, id_number_index, gender, ethnicity, birth_date,
  education, phone_sealed, application_date)
VALUES (
  :county, :id, :org_path, :organization_id, :display_name, :id_number_sealed, :id_number_index, :gender, :ethnicity,
  :birth_date, :education, :phone_sealed, :application_date)
RETURNING name, etag, create_time, update_time, org_path, organization, display_name, id_number_sealed, gender, ethnicity, birth_date,
  education, phone_sealed, application_date, state, termination_reason, termination_date, member, steps
