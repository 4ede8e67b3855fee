-- Rewrites the paths of the requests for exports of a subtree; the scopes stay what was asked for. Served by
-- export_approval_order.
UPDATE export_approvals
SET version = version + 1,
  update_time = now(),
  org_path = :new_path || substr(org_path, length(:old_path) + 1)
WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
RETURNING name, etag, create_time, update_time, org_path, filter, purpose, scopes, row_count, requester, state, approver, note,
  expire_time
