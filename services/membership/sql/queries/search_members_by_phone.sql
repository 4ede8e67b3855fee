-- A page of the members with that telephone number. Served by member_phone.
SELECT name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
FROM members
WHERE county = :county
  AND phone_index = :phone_index
  AND (org_path, id) > (:after_path, :after_id)
ORDER BY org_path, id
LIMIT :page_limit
