-- Remembers that a column holds nothing sealed under another key.
INSERT INTO resealed (relation, attribute, prefix)
VALUES (:relation, :attribute, :prefix::bytea)
ON CONFLICT (relation, attribute) DO UPDATE SET prefix = excluded.prefix, done_time = now()
