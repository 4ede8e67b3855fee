-- Name of the n-th resource of a range, by primary key. PostgreSQL and SQLite.
SELECT name
FROM feed_copy_resource
WHERE source = :source AND county = :county AND name >= :start_name AND (:end_name = '' OR name < :end_name)
ORDER BY name
LIMIT 1 OFFSET :n
