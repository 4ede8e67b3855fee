-- Changes of a county after a revision, in order; by primary key. Rows that neither are nor were in one of the scopes, or
-- are of another type, are left out by the reader, which must see them to know how far it got; the bytes of other types
-- stay here.
SELECT revision, commit_end, (extract(epoch FROM commit_time) * 1000000)::bigint AS commit_micros, type, name, org_path,
       old_org_path, CASE WHEN wanted.this THEN resource END AS resource, tombstone_reason, merged_into, transaction_id,
       CASE WHEN wanted.this AND :sensitive::boolean THEN sensitive_sealed END AS sensitive_sealed
FROM change
CROSS JOIN LATERAL (SELECT :types::jsonb = '[]' OR :types::jsonb ? type AS this) wanted
WHERE county = :county AND revision > :after::bigint AND revision <= :upto::bigint
ORDER BY revision
LIMIT :page_limit::int
