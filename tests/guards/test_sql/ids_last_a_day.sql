-- Whether the newest request id is kept for a day from now.
SELECT extract(epoch FROM max(expire_time) - now())::bigint BETWEEN 86400 - 60 AND 86400
FROM membership.idempotency;
