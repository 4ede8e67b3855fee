-- The last entry of a county before the first one that is not older than a time; 0 when there is none. A scan of the oldest
-- entries by primary key.
SELECT coalesce(
         (SELECT min(seq) - 1 FROM audit_entry WHERE county = :county AND time >= :time::timestamptz),
         (SELECT max(seq) FROM audit_entry WHERE county = :county), 0) AS seq
