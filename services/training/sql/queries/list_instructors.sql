-- Returns a page of instructors. Index: instructor_path.
SELECT
  'counties/' || county || '/instructors/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  gender, phone_sealed, category, source_unit, title, focus, field, hired_from, hired_until,
  'counties/' || county || '/members/' || member_id AS member
FROM instructor
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_category::text IS NULL OR category = :filter_category)
  AND (:filter_source_unit::text IS NULL OR source_unit = :filter_source_unit)
  AND (:filter_field::text IS NULL OR field = :filter_field)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
ORDER BY org_path, id
LIMIT :page_limit
