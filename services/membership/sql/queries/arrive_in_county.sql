-- Registers a member who comes from :from_county/:from_id: the same person and uid, from :day on, of the kind of that day, in
-- normal status. Takes sealed values as they are.
WITH membership AS (
  INSERT INTO membership_fact (county, member_id, organization_id, org_path, member_kind, valid)
  SELECT :county, :id, :organization_id, :org_path, member_kind, daterange(:day::date, NULL)
  FROM member
  WHERE county = :from_county AND id = :from_id
), status AS (
  INSERT INTO state_fact (county, member_id, org_path, state, ground, reason, valid)
  VALUES (:county, :id, :org_path, 'NORMAL', 'TRANSFER', :reason, daterange(:day, NULL))
)
INSERT INTO members (
  county, id, uid, org_path, display_name, id_type, id_number_sealed, id_number_index, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, phone_index, address_sealed, residence_division, native_place,
  organization_id, member_kind, application_date, joined_date, full_member_date, post, occupation, sector, remarks,
  arrived_date)
SELECT
  :county, :id, uid, :org_path, display_name, id_type, id_number_sealed, id_number_index, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, phone_index, address_sealed, residence_division, native_place,
  :organization_id, member_kind, application_date, joined_date, full_member_date, post, occupation, :sector, remarks, :day
FROM member
WHERE county = :from_county AND id = :from_id
RETURNING name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
