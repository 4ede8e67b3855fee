-- Records a request for an export; in force for :hours hours.
INSERT INTO export_approvals (county, id, org_path, filter, as_of, known_at, purpose, scopes, row_count, requester, expire_time)
VALUES (:county, :id, :org_path, :filter, :as_of, :known_at, :purpose, :scopes, :row_count, :requester,
        now() + make_interval(hours => :hours::int))
RETURNING name, etag, create_time, update_time, org_path, filter, as_of, known_at, purpose, scopes, row_count, requester, state,
  approver, note, expire_time
