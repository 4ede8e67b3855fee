-- Ends an attachment. Served by the primary key.
UPDATE attachments
SET version = version + 1,
  update_time = now(),
  valid = daterange(lower(valid), :end_date::date)
WHERE county = :county AND id = :id
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, start_date, end_date
