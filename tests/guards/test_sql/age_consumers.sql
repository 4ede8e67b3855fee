-- The county's consumers were last heard of 36 days ago.
UPDATE membership.feed_consumer
SET ack_time = now() - interval '36 days'
WHERE county = :county;
