-- Returns a page of venues. Index: venue_path.
SELECT
  'counties/' || county || '/venues/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  kind, state, division, address, capacity, honours, themes, opening_hours
FROM venue
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_kind::text IS NULL OR kind = :filter_kind)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_division::text IS NULL OR starts_with(division, :filter_division))
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
ORDER BY org_path, id
LIMIT :page_limit
