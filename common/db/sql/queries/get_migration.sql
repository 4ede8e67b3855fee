-- Checksum under which a migration was applied; by primary key.
SELECT checksum
FROM schema_migration
WHERE component = :component AND name = :name
