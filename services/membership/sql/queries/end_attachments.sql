-- Ends the attachments that last to an organization on :end_date. Served by attachment_order.
UPDATE attachments
SET version = version + 1,
  update_time = now(),
  valid = daterange(lower(valid), :end_date::date)
WHERE county = :county AND organization_id = :id AND upper_inf(valid) AND lower(valid) < :end_date
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, start_date, end_date
