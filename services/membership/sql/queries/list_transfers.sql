-- A page of the transfers from and to a county by path of the source and id. Served by transfer_order and transfer_target.
SELECT name, etag, create_time, update_time, org_path, member, display_name, source, source_committee, target, target_committee,
  target_text, kind, state, reason, dues_paid_through, deadline, letter_number, letter_expire_date, receipt_number,
  accepted_branch, accepted_member, accept_date, close_reason, steps
FROM transfers
WHERE (county = :county OR target_county = :county)
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_kind::text IS NULL OR kind = :filter_kind)
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
  AND (:filter_overdue::boolean IS NULL
       OR (state IN ('STARTED', 'APPROVED') AND deadline < :today::date) = :filter_overdue)
ORDER BY org_path, id
LIMIT :page_limit
