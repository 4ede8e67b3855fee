-- Drops a range of names before a page replaces it. PostgreSQL and SQLite.
DELETE FROM feed_copy_resource
WHERE source = :source AND county = :county AND name >= :start_name AND (:end_name = '' OR name < :end_name)
