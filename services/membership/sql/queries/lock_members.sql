-- The members that import rows may mean, by id or by ID number, locked until the end of the transaction. Served by
-- member_pkey and member_id_number_taken, which an array can be looked up in and a subquery under OR can't.
SELECT name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
FROM members
WHERE county = :county
  AND (id = ANY(:ids::text[]) OR id_number_index = ANY(:id_number_index::bytea[]))
ORDER BY id
FOR UPDATE
