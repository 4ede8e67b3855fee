-- A page of the stored checkpoints, by source and day; by primary key.
SELECT source, day::text AS day, seq, hash, key_id, signature, (extract(epoch FROM time) * 1000000)::bigint AS micros
FROM audit_witness
WHERE county = :county
  AND (source, day) > (:after_path, coalesce(nullif(:after_id, ''), '-infinity')::date)
  AND (:filter_source::text IS NULL OR source = :filter_source)
ORDER BY source, day
LIMIT :page_limit
