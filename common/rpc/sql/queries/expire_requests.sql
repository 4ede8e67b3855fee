-- Forgets answers past their day, a small batch at a time; by the index on the expiry.
DELETE FROM idempotency
WHERE (county, principal, method, request_id) IN (
  SELECT county, principal, method, request_id
  FROM idempotency
  WHERE expire_time < now()
  ORDER BY expire_time
  LIMIT 1000
)
