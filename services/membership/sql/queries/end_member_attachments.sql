-- Ends a member's secondary relations on :day; one that began on that day lasts for it. Served by attachment_member.
UPDATE attachments
SET version = version + 1,
  update_time = now(),
  valid = daterange(lower(valid), GREATEST(:day::date, lower(valid) + 1))
WHERE county = :county AND member_id = :id AND upper_inf(valid)
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, start_date, end_date
