-- The latest audit checkpoint that was kept, at or after a number; by primary key. PostgreSQL and SQLite.
SELECT seq, hash
FROM feed_copy_checkpoint
WHERE source = :source AND county = :county AND chain = :chain AND seq >= :seq
ORDER BY seq DESC
LIMIT 1
