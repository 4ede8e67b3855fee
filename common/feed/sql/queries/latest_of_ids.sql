-- The latest change of the live resources with these ids, whatever their collection: what a merge of members must tell this
-- service's own followers. A merge is rare, so the county's names are read through; then by change_pkey.
SELECT change.type, change.resource, change.sensitive_sealed
FROM feed_state state
JOIN change ON change.county = state.county AND change.revision = state.revision
WHERE state.county = :county AND split_part(state.name, '/', 4) = ANY(:ids::text[])
ORDER BY state.name
