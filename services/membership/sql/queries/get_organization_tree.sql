-- The organizations from :top_path down to :labels labels, by path. Served by organization_order.
SELECT name, uid, etag, create_time, update_time, display_name, kind, sector, superior, org_path, unit_name, unit_relation,
  credit_code, division, founded_date, dissolved_date, state, national_org_code, approval_document, joint_units, planned_end_date
FROM organizations
WHERE county = :county
  AND org_path >= :top_path AND org_path < :top_path || '/'
  AND cardinality(string_to_array(org_path, '.')) <= :labels::int
ORDER BY org_path
LIMIT :limit::int
