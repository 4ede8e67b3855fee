-- One absence. Served by the primary key.
SELECT name, etag, create_time, update_time, org_path, member, display_name, state, start_date, end_date, host, purpose, source, sequence
FROM absences
WHERE county = :county AND id = :id
