-- Claims a request_id; touches no row when it was used before. A second caller waits here until the first has ended.
INSERT INTO idempotency (county, principal, method, request_id, body_hash, expire_time)
VALUES (:county, :principal, :method, :request_id, :body_hash, now() + interval '24 hours')
ON CONFLICT (county, principal, method, request_id) DO UPDATE
  SET body_hash = excluded.body_hash, response_sealed = NULL, expire_time = excluded.expire_time
  WHERE idempotency.expire_time < now()
