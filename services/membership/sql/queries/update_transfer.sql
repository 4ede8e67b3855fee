-- Writes what a hop changes. Served by the primary key.
UPDATE transfers
SET version = version + 1,
  update_time = now(),
  state = :state,
  deadline = :deadline,
  letter_number = :letter_number,
  letter_expire_date = :letter_expire_date,
  receipt_number = :receipt_number,
  accepted_branch = :accepted_branch,
  accepted_member = :accepted_member,
  accept_date = :accept_date,
  close_reason = :close_reason,
  steps = :steps
WHERE county = :county AND id = :id
RETURNING name, etag, create_time, update_time, org_path, member, display_name, source, source_committee, target, target_committee,
  target_text, kind, state, reason, dues_paid_through, deadline, letter_number, letter_expire_date, receipt_number,
  accepted_branch, accepted_member, accept_date, close_reason, steps
