-- Resources of a range of names after one of them, a batch at a time, by primary key. PostgreSQL and SQLite.
SELECT name, revision, resource
FROM feed_copy_resource
WHERE source = :source AND county = :county AND name >= :start_name AND name > :after
  AND (:end_name = '' OR name < :end_name)
ORDER BY name
LIMIT 5000
