-- Starts a transfer. member_transfer_open refuses a second open one.
INSERT INTO transfers (
  county, id, org_path, target_path, target_county, member_id, display_name, source, source_committee, target,
  target_committee, target_text, kind, state, reason, dues_paid_through, deadline, steps)
VALUES (
  :county, :id, :org_path, :target_path, :target_county, :member_id, :display_name, :source, :source_committee, :target,
  :target_committee, :target_text, :kind, :state, :reason, :dues_paid_through, :deadline, :steps)
RETURNING name, etag, create_time, update_time, org_path, member, display_name, source, source_committee, target, target_committee,
  target_text, kind, state, reason, dues_paid_through, deadline, letter_number, letter_expire_date, receipt_number,
  accepted_branch, accepted_member, accept_date, close_reason, steps
