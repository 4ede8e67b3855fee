-- One transfer. Served by the primary key.
SELECT name, etag, create_time, update_time, org_path, member, display_name, source, source_committee, target, target_committee,
  target_text, kind, state, reason, dues_paid_through, deadline, letter_number, letter_expire_date, receipt_number,
  accepted_branch, accepted_member, accept_date, close_reason, steps
FROM transfers
WHERE county = :county AND id = :id
