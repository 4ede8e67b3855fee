-- Creates a member and the facts that it begins with: probationary from joining, full from the conversion on, in normal
-- status. Which branches came before is unknown, so the facts name this one from the start.
WITH membership AS (
  INSERT INTO membership_fact (county, member_id, organization_id, org_path, member_kind, valid)
  SELECT :county, :id, :organization_id, :org_path, k.member_kind, k.valid
  FROM (VALUES ('PROBATIONARY', daterange(:joined_date::date, :full_member_date::date)),
               ('FULL', CASE WHEN :full_member_date::date IS NOT NULL THEN daterange(:full_member_date, NULL) END)
       ) AS k (member_kind, valid)
  WHERE NOT isempty(k.valid)
), status AS (
  INSERT INTO state_fact (county, member_id, org_path, state, valid)
  VALUES (:county, :id, :org_path, 'NORMAL', daterange(:joined_date, NULL))
)
INSERT INTO members (
  county, id, org_path, display_name, id_type, id_number_sealed, id_number_index, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, phone_index, address_sealed, residence_division, native_place,
  organization_id, member_kind, application_date, joined_date, full_member_date, post, occupation, sector, floating,
  lost_contact, remarks)
VALUES (
  :county, :id, :org_path, :display_name, COALESCE(:id_type, 'RESIDENT_CARD'), :id_number_sealed, :id_number_index, :gender,
  :ethnicity, :birth_date, :archive_birth_month, :education, :phone_sealed, :phone_index, :address_sealed,
  :residence_division, :native_place, :organization_id, :member_kind, :application_date, :joined_date, :full_member_date,
  :post, :occupation, :sector, :floating, :lost_contact, :remarks)
RETURNING name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
