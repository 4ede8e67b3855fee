-- The merge stands no longer. Served by the primary key.
UPDATE member_merge
SET unmerge_time = now(),
  unmerge_reason = :reason
WHERE county = :county AND merge_id = :merge_id::bigint
