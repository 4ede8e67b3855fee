-- Returns one absence. Index: primary key.
SELECT
  'counties/' || county || '/absences/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/members/' || member_id AS member, display_name, state, start_date, end_date,
  host, purpose, source, sequence
FROM absence
WHERE county = :county
  AND id = :id
