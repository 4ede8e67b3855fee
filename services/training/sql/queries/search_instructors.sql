-- Returns a page of the instructors whose name begins with :prefix. Index: instructor_name,
-- or instructor_path without one.
SELECT
  'counties/' || county || '/instructors/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  gender, phone_sealed, category, source_unit, title, focus, field, hired_from, hired_until,
  'counties/' || county || '/members/' || member_id AS member
FROM instructor
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:prefix::text = '' OR (display_name >= :prefix AND display_name < :prefix || chr(1114111)))
  AND (:category::text IS NULL OR category = :category)
  AND (:focus::text IS NULL OR focus ? ('INSTRUCTOR_FOCUS_' || :focus))
  AND (:field::text IS NULL OR field = :field)
  AND (:in_service_on::date IS NULL
    OR (hired_from <= :in_service_on AND COALESCE(hired_until, 'infinity') >= :in_service_on))
ORDER BY org_path, id
LIMIT :page_limit
