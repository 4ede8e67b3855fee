-- Requests for exports as the contract shows them. What was neither used nor declined in its time has expired, without anybody
-- who would have to say so.
DROP VIEW IF EXISTS export_approvals;
CREATE VIEW export_approvals WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/exports/' || id AS name,
  version::text AS etag,
  create_time,
  update_time,
  org_path,
  filter,
  as_of,
  known_at,
  purpose,
  scopes,
  row_count,
  requester,
  CASE WHEN state IN ('PENDING', 'APPROVED') AND expire_time <= now() THEN 'EXPIRED' ELSE state END AS state,
  approver,
  note,
  expire_time
FROM export_approval;
