-- A page of reviews by path and id. Served by review_order as one range.
SELECT name, etag, create_time, update_time, org_path, organization, year, open_date, combined, state, close_date, document,
  member_count, excellent_count, qualified_count, basically_qualified_count, unqualified_count, exempt_count
FROM reviews
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND org_path >= (
    SELECT CASE WHEN :filter_organization_id::text IS NULL THEN ''
                ELSE (SELECT o.org_path FROM organization o WHERE o.county = :county AND o.id = :filter_organization_id)
           END)
  AND org_path < (
    SELECT CASE WHEN :filter_organization_id::text IS NULL THEN '~'
                ELSE (SELECT o.org_path || '/' FROM organization o WHERE o.county = :county AND o.id = :filter_organization_id)
           END)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_year::integer IS NULL OR year = :filter_year::integer)
ORDER BY org_path, id
LIMIT :page_limit
