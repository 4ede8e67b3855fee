-- The next members of an export of who was registered on :as_of, by what was known at :known_at (NULL: what is known now), by id:
-- neither order nor columns depend on the tree of today or on what was changed since. Served by membership_fact_member and
-- identity_before_member.
SELECT name, uid, create_time, display_name, id_type, id_number_sealed, gender, ethnicity, birth_date, archive_birth_month,
  education, phone_sealed, address_sealed, residence_division, native_place, organization, member_kind, state,
  application_date, joined_date, full_member_date, post, occupation, sector, floating, lost_contact, remarks
FROM members_of_a_day(
  :county, :as_of::date, :known_at::timestamptz, :filter_organization_id::text, :filter_state::text, :filter_member_kind::text,
  :filter_sector::text, :filter_residence_division::text)
WHERE member_id > :after_id
ORDER BY member_id
LIMIT :page_limit
