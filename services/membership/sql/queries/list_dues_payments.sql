-- A page of payments by path and id. Served by dues_payment_order as one range; of one member by dues_payment_member.
SELECT name, etag, create_time, update_time, org_path, organization, member, display_name, first_month, last_month, amount_fen,
  gift_fen, payment_date, receipt_number, document, gift_forwarded, void_time, void_reason
FROM dues_payments
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
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
ORDER BY org_path, id
LIMIT :page_limit
