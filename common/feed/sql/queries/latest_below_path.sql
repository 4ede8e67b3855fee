-- The latest change of every live resource below a path, but for those of :known_types: what a move must tell this service's
-- own followers. By the index change_by_path, then change_latest.
SELECT latest.resource, latest.sensitive_sealed
FROM (
  SELECT DISTINCT name
  FROM change
  WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/' AND type <> ALL(:known_types::text[])
) below
CROSS JOIN LATERAL (
  SELECT org_path, resource, sensitive_sealed
  FROM change
  WHERE county = :county AND name = below.name
  ORDER BY revision DESC
  LIMIT 1
) latest
WHERE latest.resource IS NOT NULL AND latest.org_path >= :old_path AND latest.org_path < :old_path || '/'
ORDER BY below.name
