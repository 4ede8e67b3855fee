-- A page of attachments by path and id. Served by attachment_order.
SELECT name, etag, create_time, update_time, org_path, organization, member, display_name, start_date, end_date
FROM attachments
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
ORDER BY org_path, id
LIMIT :page_limit
