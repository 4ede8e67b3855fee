-- The members of :ids that are in scope. Served by member_pkey.
SELECT name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
FROM members
WHERE county = :county AND id = ANY(:ids::text[])
ORDER BY org_path, id
