-- The merge of a name that stands, locked; whether what it was merged into is still there. Served by member_merge_standing.
SELECT f.merge_id, f.kept_id, k.merged_into = '' AS kept_is_there
FROM member_merge f
JOIN member k ON k.county = f.county AND k.id = f.kept_id
WHERE f.county = :county AND f.merged_id = :id AND f.unmerge_time IS NULL
FOR UPDATE OF f, k
