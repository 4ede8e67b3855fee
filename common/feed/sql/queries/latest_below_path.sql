-- The latest change of every live resource below a path, but for those of :known_types: what a move must tell this service's
-- own followers. By the index feed_state_by_path, then change_pkey.
SELECT change.type, change.resource, change.sensitive_sealed
FROM feed_state state
JOIN change ON change.county = state.county AND change.revision = state.revision
WHERE state.county = :county AND state.org_path >= :old_path AND state.org_path < :old_path || '/'
  AND state.type <> ALL(:known_types::text[])
ORDER BY state.name
