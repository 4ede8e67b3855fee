-- The members in scope whose ID numbers are among :rows. Served by member_id_number_taken.
SELECT name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
FROM members
WHERE county = :county
  AND id_number_index IN (SELECT r.id_number_index FROM jsonb_to_recordset(:rows::jsonb) AS r (id_number_index bytea))
