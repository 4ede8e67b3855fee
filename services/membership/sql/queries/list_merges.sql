-- Duplicates that were merged into a member, undone merges included. Served by member_merge_kept.
SELECT 'counties/' || f.county || '/members/' || f.merged_id AS merged, d.display_name, f.reason, f.merge_time,
  f.unmerge_time
FROM member_merge f
JOIN members_of_facts d ON d.county = f.county AND d.id = f.merged_id
WHERE f.county = :county AND f.kept_id = :id
ORDER BY f.merge_id
