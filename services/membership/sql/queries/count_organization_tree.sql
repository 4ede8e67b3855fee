-- For the organizations of get_organization_tree.sql: how many are directly below, and how many members at or below. Served
-- by organization_order, organization_superior and member_order.
SELECT 'counties/' || o.county || '/organizations/' || o.id AS name,
  (SELECT count(*)
   FROM organization c
   WHERE c.county = o.county AND c.superior_id = o.id) AS children,
  (SELECT count(*)
   FROM member m
   WHERE m.county = o.county AND m.org_path >= o.org_path AND m.org_path < o.org_path || '/'
     AND m.state IN ('NORMAL', 'CORRECTING') AND m.merged_into = '') AS members
FROM organization o
WHERE o.county = :county
  AND o.org_path >= :top_path AND o.org_path < :top_path || '/'
  AND cardinality(string_to_array(o.org_path, '.')) <= :labels::int
ORDER BY o.org_path
LIMIT :limit::int
