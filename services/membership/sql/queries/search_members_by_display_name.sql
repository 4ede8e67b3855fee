-- A page of the members whose name begins so: a range, [prefix, prefix_end). Served by member_display_name.
SELECT name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
FROM members
WHERE county = :county
  AND display_name >= :display_name_prefix
  AND display_name < :prefix_end
  AND (org_path, id) > (:after_path, :after_id)
ORDER BY org_path, id
LIMIT :page_limit
