-- Stores how far the copy of a feed is. PostgreSQL and SQLite.
INSERT INTO feed_copy_position (source, county, cursor, revision, whole, settled, chain)
VALUES (:source, :county, :cursor, :revision, :whole, :settled, :chain)
ON CONFLICT (source, county) DO UPDATE
  SET cursor = excluded.cursor, revision = excluded.revision, whole = excluded.whole, settled = excluded.settled,
      chain = excluded.chain
