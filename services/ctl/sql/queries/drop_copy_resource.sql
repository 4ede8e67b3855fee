-- Drops a resource that is gone, unless the copy has a later one of its name. PostgreSQL and SQLite.
DELETE FROM feed_copy_resource
WHERE source = :source AND county = :county AND name = :name AND revision < :revision
