-- Shows whether a member is away and whether out of contact. Served by member_pkey.
UPDATE members
SET version = version + 1,
  update_time = now(),
  floating = :floating::boolean,
  lost_contact = :lost_contact::boolean
WHERE county = :county AND id = :id
RETURNING name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
