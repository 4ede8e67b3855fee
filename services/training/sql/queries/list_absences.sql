-- Returns a page of absences. Index: absence_path.
SELECT
  'counties/' || county || '/absences/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/members/' || member_id AS member, display_name, state, start_date, end_date,
  host, purpose, source, sequence
FROM absence
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
  AND (:filter_state::text IS NULL OR state = :filter_state)
ORDER BY org_path, id
LIMIT :page_limit
