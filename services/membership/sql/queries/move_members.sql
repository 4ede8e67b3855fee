-- Rewrites the paths of the members of a subtree. Served by member_order.
UPDATE members
SET version = version + 1,
  update_time = now(),
  org_path = :new_path || substr(org_path, length(:old_path) + 1)
WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
RETURNING name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
