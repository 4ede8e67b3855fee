-- How far the copy of a feed is; by primary key. PostgreSQL and SQLite.
SELECT cursor, revision, whole, settled, chain
FROM feed_copy_position
WHERE source = :source AND county = :county
