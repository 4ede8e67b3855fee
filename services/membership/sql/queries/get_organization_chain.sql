-- An organization and all above it, the nearest first, past scopes. Served by organization_pkey and organization_path.
SELECT above.id, above.name, above.org_path, above.kind, above.dissolved
FROM organization_directory o
CROSS JOIN LATERAL generate_series(1, cardinality(string_to_array(o.org_path, '.'))) AS depth
JOIN organization_directory above
  ON above.county = o.county AND above.org_path = array_to_string((string_to_array(o.org_path, '.'))[1 : depth], '.')
WHERE o.county = :county AND o.id = :id
ORDER BY depth DESC
