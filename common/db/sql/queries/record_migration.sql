-- Remembers that a migration was applied.
INSERT INTO schema_migration (component, name, checksum)
VALUES (:component, :name, :checksum)
ON CONFLICT (component, name) DO UPDATE SET checksum = excluded.checksum, applied_at = now()
