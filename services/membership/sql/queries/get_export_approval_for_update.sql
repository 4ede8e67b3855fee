-- One request for an export, locked until the end of the transaction. Served by export_approval_pkey.
SELECT name, etag, create_time, update_time, org_path, filter, as_of, known_at, purpose, scopes, row_count, requester, state,
  approver, note, expire_time
FROM export_approvals
WHERE county = :county AND id = :id
FOR UPDATE
