-- A page of schemes. Index scheme_order.
SELECT 'counties/' || county || '/schemes/' || id AS name, version::text AS etag, create_time, update_time, org_path,
       'counties/' || county || '/organizations/' || organization_id AS organization, kind, display_name, dimensions,
       pass_points, source, state
FROM scheme
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_kind::text IS NULL OR kind = :filter_kind)
  AND (:filter_state::text IS NULL OR state = :filter_state)
ORDER BY org_path, id
LIMIT :page_limit
