-- Number of live resources as of a revision and the sums of the words of their hashes, in up to four scopes and a range of
-- names: those that have not changed since, by feed_state_pkey or feed_state_by_path, and for those that have, the state
-- before their first change since, by change_pkey.
WITH since AS (
  SELECT previous_revision
  FROM change
  WHERE county = :county AND revision > :revision::bigint AND previous_revision <= :revision::bigint
), counted AS (
  SELECT hash1, hash2, hash3, hash4
  FROM feed_state
  WHERE county = :county AND revision <= :revision::bigint AND name >= :start_name
    AND (:end_name = '' OR name < :end_name)
    AND (:types::jsonb = '[]' OR :types::jsonb ? type)
    AND (org_path >= :scope1 AND org_path < :scope1 || '/' OR org_path >= :scope2 AND org_path < :scope2 || '/'
         OR org_path >= :scope3 AND org_path < :scope3 || '/' OR org_path >= :scope4 AND org_path < :scope4 || '/')
  UNION ALL
  SELECT digest_word(hash, 1), digest_word(hash, 9), digest_word(hash, 17), digest_word(hash, 25)
  FROM since
  JOIN change ON change.county = :county AND change.revision = since.previous_revision
  CROSS JOIN LATERAL (SELECT state_hash(change.name, change.revision, change.resource) AS hash OFFSET 0) hashed
  WHERE change.resource IS NOT NULL AND change.name COLLATE "C" >= :start_name
    AND (:end_name = '' OR change.name COLLATE "C" < :end_name)
    AND (:types::jsonb = '[]' OR :types::jsonb ? type)
    AND (org_path >= :scope1 AND org_path < :scope1 || '/' OR org_path >= :scope2 AND org_path < :scope2 || '/'
         OR org_path >= :scope3 AND org_path < :scope3 || '/' OR org_path >= :scope4 AND org_path < :scope4 || '/')
)
SELECT count(*) AS count, sum(hash1) AS sum1, sum(hash2) AS sum2, sum(hash3) AS sum3, sum(hash4) AS sum4
FROM counted
