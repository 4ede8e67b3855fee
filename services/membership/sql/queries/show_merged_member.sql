-- The duplicate is a member again. member_id_number_taken refuses it when its number has been given to another record since.
-- Served by member_pkey.
WITH shown AS (
  UPDATE member
  SET version = version + 1,
    update_time = now(),
    merged_into = ''
  WHERE county = :county AND id = :id
  RETURNING *
)
SELECT 'counties/' || county || '/members/' || id AS name, uid, version::text AS etag, create_time, update_time, display_name,
  id_type, id_number_sealed, gender, ethnicity, birth_date, archive_birth_month, education, phone_sealed, address_sealed,
  residence_division, native_place, 'counties/' || county || '/organizations/' || organization_id AS organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
FROM shown
