-- Shows members in the branch that they are registered in from today on. Served by member_pkey.
UPDATE members
SET version = version + 1,
  update_time = now(),
  organization_id = :organization_id,
  org_path = :org_path
WHERE county = :county AND id = ANY(:ids::text[])
RETURNING name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
