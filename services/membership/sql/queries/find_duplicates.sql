-- Members of the county who may be the person of :display_name, :birth_date, :phone_index and :id_number_index; not :id
-- himself. At most 100. Served by member_display_name, member_phone and member_id_number_taken.
SELECT name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
FROM members
WHERE county = :county
  AND (:id::text IS NULL OR id <> :id)
  AND (id_number_index = :id_number_index::bytea
       OR display_name = :display_name
       OR phone_index = :phone_index::bytea)
ORDER BY org_path, id
LIMIT 100
