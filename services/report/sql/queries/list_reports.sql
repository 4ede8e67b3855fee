-- A page of reports without what makes them long. Index report_order.
SELECT 'counties/' || county || '/reports/' || id AS name, version::text AS etag, create_time, update_time, org_path,
       as_of, title, rule_version
FROM report
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
ORDER BY org_path, id
LIMIT :page_limit
