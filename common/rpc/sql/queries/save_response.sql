-- Keeps the answer beside the claim, in the same transaction.
UPDATE idempotency
SET response_sealed = :response_sealed
WHERE county = :county AND principal = :principal AND method = :method AND request_id = :request_id
