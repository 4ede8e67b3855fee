-- A page of members by path and id. Served by member_order as one range, which an organization filter narrows to its subtree.
SELECT name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
FROM members
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND org_path >= (
    SELECT CASE WHEN :filter_organization_id::text IS NULL THEN ''
                ELSE (SELECT o.org_path FROM organization o WHERE o.county = :county AND o.id = :filter_organization_id)
           END)
  AND org_path < (
    SELECT CASE WHEN :filter_organization_id::text IS NULL THEN '~'
                ELSE (SELECT o.org_path || '/' FROM organization o WHERE o.county = :county AND o.id = :filter_organization_id)
           END)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_member_kind::text IS NULL OR member_kind = :filter_member_kind)
  AND (:filter_sector::text IS NULL OR sector = :filter_sector)
  AND (:filter_residence_division::text IS NULL
       OR residence_division >= :filter_residence_division AND residence_division < :filter_residence_division || ':')
ORDER BY org_path, id
LIMIT :page_limit
