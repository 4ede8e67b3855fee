-- Remembers how far a source's feed was applied, in the transaction that applied it.
INSERT INTO feed_inbox (county, source, cursor, revision)
VALUES (:county, :source, :cursor, :revision::bigint)
ON CONFLICT (county, source) DO UPDATE SET cursor = excluded.cursor, revision = excluded.revision, update_time = now()
