-- A page of the operations of a county that lie in the given scopes. Served by operation_order.
SELECT
  id, org_path, permission, state, metadata_sealed, response_sealed, error_sealed
FROM operation
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (org_path >= :scope1 AND org_path < :scope1 || '/'
    OR org_path >= :scope2::text AND org_path < :scope2 || '/'
    OR org_path >= :scope3::text AND org_path < :scope3 || '/'
    OR org_path >= :scope4::text AND org_path < :scope4 || '/')
  AND (:filter_done::text IS NULL OR (state = 'DONE') = (:filter_done = 'true'))
  AND (:filter_target::text IS NULL OR target = :filter_target)
ORDER BY org_path, id
LIMIT :page_limit
