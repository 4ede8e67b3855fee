-- A page of requests for exports by path and id. Served by export_approval_order as one range.
SELECT name, etag, create_time, update_time, org_path, filter, as_of, known_at, purpose, scopes, row_count, requester, state,
  approver, note, expire_time
FROM export_approvals
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_requester::text IS NULL OR requester = :filter_requester)
ORDER BY org_path, id
LIMIT :page_limit
