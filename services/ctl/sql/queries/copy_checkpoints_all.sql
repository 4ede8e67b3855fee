-- Every audit checkpoint that was kept, also before the copy began anew; by primary key. PostgreSQL and SQLite.
SELECT checkpoint
FROM feed_copy_checkpoint
WHERE source = :source AND county = :county
ORDER BY chain, seq
