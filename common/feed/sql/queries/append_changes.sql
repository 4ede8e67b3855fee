-- Appends a commit's changes of one county, numbered consecutively after the head, which stays locked until COMMIT, and keeps
-- what is now (feed_state). A resource that a commit changes more than once counts as its last change leaves it; each change
-- remembers the one before it. The transaction's id goes with its time, because its number begins
-- anew in a restored cluster.
WITH head AS (
  INSERT INTO county_head (county, revision)
  VALUES (:county, :count::bigint)
  ON CONFLICT (county) DO UPDATE SET revision = county_head.revision + excluded.revision
  RETURNING revision - :count::bigint AS base
), appended AS MATERIALIZED (
  SELECT c.ordinal, c.type, c.name COLLATE "C" AS name, c.org_path, c.old_org_path, c.resource, c.tombstone_reason,
         c.merged_into, c.sensitive_sealed, head.base + c.ordinal AS revision,
         head.base + lag(c.ordinal) OVER same AS earlier_revision, lead(c.ordinal) OVER same IS NULL AS last_of_name
  FROM head,
       unnest(:types::text[], :names::text[], :org_paths::text[], :old_org_paths::text[], :resources::bytea[],
              :tombstone_reasons::text[], :merged_into::text[], :sensitive_sealed::bytea[]) WITH ORDINALITY
         AS c (type, name, org_path, old_org_path, resource, tombstone_reason, merged_into, sensitive_sealed, ordinal)
  WINDOW same AS (PARTITION BY c.name COLLATE "C" ORDER BY c.ordinal)
), kept AS (
  INSERT INTO feed_state (county, name, type, org_path, revision, hash1, hash2, hash3, hash4)
  SELECT :county, name, type, org_path, revision, digest_word(hash, 1), digest_word(hash, 9), digest_word(hash, 17),
         digest_word(hash, 25)
  FROM (
    SELECT *, state_hash(name, revision, resource) AS hash
    FROM appended
    WHERE last_of_name AND resource IS NOT NULL
    OFFSET 0
  ) live
  ON CONFLICT (county, name) DO UPDATE
    SET type = excluded.type, org_path = excluded.org_path, revision = excluded.revision,
        previous_revision = feed_state.revision, hash1 = excluded.hash1, hash2 = excluded.hash2,
        hash3 = excluded.hash3, hash4 = excluded.hash4
  RETURNING name, previous_revision
), gone AS (
  DELETE FROM feed_state s
  USING appended a
  WHERE a.last_of_name AND a.resource IS NULL AND s.county = :county AND s.name = a.name
  RETURNING s.name, s.revision AS previous_revision
), before AS (
  SELECT name, previous_revision FROM kept UNION ALL SELECT name, previous_revision FROM gone
)
INSERT INTO change (county, revision, commit_end, commit_time, type, name, org_path, old_org_path, resource,
                    tombstone_reason, merged_into, sensitive_sealed, previous_revision, transaction_id)
SELECT :county, a.revision, a.ordinal = :count::bigint, clock_timestamp(), a.type, a.name, a.org_path, a.old_org_path,
       a.resource, a.tombstone_reason, a.merged_into, a.sensitive_sealed,
       coalesce(a.earlier_revision, before.previous_revision),
       pg_current_xact_id()::text || '-' || (extract(epoch FROM now()) * 1000000)::bigint::text
FROM appended a
LEFT JOIN before ON before.name = a.name
