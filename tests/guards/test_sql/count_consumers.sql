-- Number of the consumers that the county's feed knows.
SELECT count(*)
FROM membership.feed_consumer
WHERE county = :county;
