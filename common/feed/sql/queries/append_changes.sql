-- Appends a commit's changes of one county, numbered consecutively after the head, which stays locked until COMMIT. The
-- transaction's id goes with its time, because its number begins anew in a restored cluster.
WITH head AS (
  INSERT INTO county_head (county, revision)
  VALUES (:county, :count::bigint)
  ON CONFLICT (county) DO UPDATE SET revision = county_head.revision + excluded.revision
  RETURNING revision - :count::bigint AS base
)
INSERT INTO change (county, revision, commit_end, commit_time, type, name, org_path, old_org_path, resource,
                    tombstone_reason, merged_into, sensitive_sealed, transaction_id)
SELECT :county, head.base + c.ordinal, c.ordinal = :count::bigint, clock_timestamp(), c.type, c.name, c.org_path,
       c.old_org_path, c.resource, c.tombstone_reason, coalesce(c.merged_into, ''), c.sensitive_sealed,
       pg_current_xact_id()::text || '-' || (extract(epoch FROM now()) * 1000000)::bigint::text
FROM head,
     jsonb_to_recordset(:changes::jsonb) AS c(ordinal bigint, type text, name text, org_path text, old_org_path text,
                                              resource bytea, tombstone_reason text, merged_into text,
                                              sensitive_sealed bytea)
