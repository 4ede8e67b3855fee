-- Forgets consumers that have not been heard of for the whole retention: they must copy anew anyway.
DELETE FROM feed_consumer
WHERE ack_time < :before::timestamptz
