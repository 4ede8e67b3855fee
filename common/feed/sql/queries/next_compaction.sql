-- Where the next step of retention ends: the last old commit among the next `batch` changes after the compacted revision, or
-- the first one when none ends there; no row when nothing is old. By primary key.
WITH batch AS (
  SELECT change.revision, change.commit_end AND change.commit_time < :before::timestamptz AS old_end
  FROM county_head head
  JOIN change ON change.county = head.county AND change.revision > head.compacted_revision
  WHERE head.county = :county
  ORDER BY change.revision
  LIMIT :batch::int
), target AS (
  SELECT coalesce(max(revision) FILTER (WHERE old_end),
                  (SELECT min(change.revision) FROM change
                   WHERE county = :county AND revision > (SELECT max(revision) FROM batch) AND commit_end
                     AND commit_time < :before::timestamptz)) AS upto
  FROM batch
)
SELECT head.compacted_revision AS after, target.upto
FROM county_head head, target
WHERE head.county = :county AND target.upto IS NOT NULL
