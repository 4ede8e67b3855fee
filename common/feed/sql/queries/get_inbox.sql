-- Where the consumer of a source's feed stands; by primary key.
SELECT cursor, revision
FROM feed_inbox
WHERE county = :county AND source = :source
