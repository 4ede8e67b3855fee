-- The latest change of the live resources with these ids, whatever their collection: what a merge of members must tell this
-- service's own followers. A merge is rare, so the county's changes are read through.
SELECT latest.name, latest.org_path, latest.resource, latest.sensitive_sealed
FROM (
  SELECT DISTINCT ON (name) name, org_path, resource, sensitive_sealed
  FROM change
  WHERE county = :county AND split_part(name, '/', 4) = ANY(:ids::text[])
  ORDER BY name, revision DESC
) latest
WHERE latest.resource IS NOT NULL
ORDER BY latest.name
