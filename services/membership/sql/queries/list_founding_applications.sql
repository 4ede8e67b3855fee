-- A page of requests to found by path and id; with :due_by only those without a reply that were to have one by then. Served by
-- founding_application_order.
SELECT name, etag, create_time, update_time, org_path, committee, display_name, kind, unit_name, apply_date, reply_by_date, state,
  reply_date, document, reason
FROM founding_applications
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:due_by::date IS NULL OR state = 'PENDING' AND reply_by_date <= :due_by)
ORDER BY org_path, id
LIMIT :page_limit
