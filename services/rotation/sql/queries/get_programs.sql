-- Programs by id. Served by program_pkey.
SELECT
  name, etag, create_time, update_time, org_path, organization, display_name, type, start_date, end_date, purpose
FROM programs
WHERE county = :county AND id IN (SELECT jsonb_array_elements_text(:ids::jsonb))
