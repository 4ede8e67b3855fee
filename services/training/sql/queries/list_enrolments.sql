-- Returns a page of enrolments. Index: enrolment_path.
SELECT
  'counties/' || county || '/enrolments/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/classes/' || class_id AS class,
  'counties/' || county || '/members/' || member_id AS member, display_name, state
FROM enrolment
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_class_id::text IS NULL OR class_id = :filter_class_id)
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
  AND (:filter_state::text IS NULL OR state = :filter_state)
ORDER BY org_path, id
LIMIT :page_limit
