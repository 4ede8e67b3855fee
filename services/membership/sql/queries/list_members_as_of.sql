-- A page of the members who were registered on :as_of, by what was known at :known_at (NULL: what is known now), by path and id.
-- Served by membership_fact_order as one range, and by identity_before_member.
SELECT name, uid, etag, create_time, update_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date,
  archive_birth_month, education, phone_sealed, address_sealed, residence_division, native_place, organization, org_path,
  member_kind, state, application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact,
  remarks
FROM members_of_a_day(
  :county, :as_of::date, :known_at::timestamptz, :filter_organization_id::text, :filter_state::text, :filter_member_kind::text,
  :filter_sector::text, :filter_residence_division::text)
-- The collation of the index: a function's column has none of its own.
WHERE (org_path COLLATE "C", member_id) > (:after_path, :after_id)
ORDER BY org_path COLLATE "C", member_id
LIMIT :page_limit
