-- A page of programs in the caller's scope. Served by program_order.
SELECT
  name, etag, create_time, update_time, org_path, organization, display_name, type, start_date, end_date, purpose
FROM programs
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_type::text IS NULL OR type = :filter_type)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
ORDER BY org_path, id
LIMIT :page_limit
