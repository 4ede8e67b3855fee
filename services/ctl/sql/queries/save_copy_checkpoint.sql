-- Keeps an audit checkpoint; the first of a number stays. PostgreSQL and SQLite.
INSERT INTO feed_copy_checkpoint (source, county, chain, seq, hash, checkpoint)
VALUES (:source, :county, :chain, :seq, :hash, :checkpoint)
ON CONFLICT (source, county, chain, seq) DO NOTHING
