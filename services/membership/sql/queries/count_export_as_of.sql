-- How many members export_members_as_of would give. Served by membership_fact_order as one range.
SELECT count(*) AS members
FROM members_of_a_day(
  :county, :as_of::date, :known_at::timestamptz, :filter_organization_id::text, :filter_state::text, :filter_member_kind::text,
  :filter_sector::text, :filter_residence_division::text)
