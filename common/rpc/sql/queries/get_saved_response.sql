-- What a request_id was used for and answered; by primary key.
SELECT body_hash, response_sealed
FROM idempotency
WHERE county = :county AND principal = :principal AND method = :method AND request_id = :request_id
