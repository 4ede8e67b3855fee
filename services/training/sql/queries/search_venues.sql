-- Returns a page of the venues whose name begins with :prefix. Index: venue_name,
-- or venue_path without one.
SELECT
  'counties/' || county || '/venues/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  kind, state, division, address, capacity, honours, themes, opening_hours
FROM venue
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:prefix::text = '' OR (display_name >= :prefix AND display_name < :prefix || chr(1114111)))
  AND (:kind::text IS NULL OR kind = :kind)
  AND (:state::text IS NULL OR state = :state)
  AND starts_with(division, :division)
ORDER BY org_path, id
LIMIT :page_limit
