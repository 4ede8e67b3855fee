-- What is: the latest change of live resources in up to four scopes, by name from one to before another; by feed_state_pkey,
-- then change_pkey.
SELECT change.revision, (extract(epoch FROM change.commit_time) * 1000000)::bigint AS commit_micros, change.type,
       change.name, change.org_path, change.transaction_id, change.resource,
       CASE WHEN :sensitive::boolean THEN change.sensitive_sealed END AS sensitive_sealed
FROM feed_state state
JOIN change ON change.county = state.county AND change.revision = state.revision
WHERE state.county = :county AND state.name > :after AND state.name >= :start_name
  AND (:end_name = '' OR state.name < :end_name)
  AND (:types::jsonb = '[]' OR :types::jsonb ? state.type)
  AND (state.org_path >= :scope1 AND state.org_path < :scope1 || '/'
       OR state.org_path >= :scope2 AND state.org_path < :scope2 || '/'
       OR state.org_path >= :scope3 AND state.org_path < :scope3 || '/'
       OR state.org_path >= :scope4 AND state.org_path < :scope4 || '/')
ORDER BY state.name
LIMIT :page_limit::int
