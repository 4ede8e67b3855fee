-- Waits until no other process migrates this schema.
SELECT pg_advisory_lock(hashtextextended('xianfeng.migrate.' || :schema, 0))
