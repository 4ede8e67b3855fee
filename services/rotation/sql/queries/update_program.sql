-- Writes all that may change of a program. Served by program_pkey.
UPDATE programs
SET
  display_name = :display_name,
  start_date = :start_date,
  end_date = :end_date,
  purpose = :purpose,
  version = version + 1,
  update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, type, start_date, end_date, purpose
