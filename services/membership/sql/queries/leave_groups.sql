-- Ends the member's part in the groups of a branch on :end_date; one that began on that day is left as it is and refused by
-- member_attachment_overlap when it is the same group. Served by attachment_member.
UPDATE attachments
SET version = version + 1,
  update_time = now(),
  valid = daterange(lower(valid), :end_date::date)
WHERE county = :county AND member_id = :member_id
  AND org_path > :branch_path AND org_path < :branch_path || '/'
  AND upper_inf(valid) AND lower(valid) < :end_date
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, start_date, end_date
