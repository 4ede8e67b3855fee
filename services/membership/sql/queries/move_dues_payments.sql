-- Rewrites the paths of the dues payments of a subtree. Served by dues_payment_order.
UPDATE dues_payments
SET version = version + 1,
  update_time = now(),
  org_path = :new_path || substr(org_path, length(:old_path) + 1)
WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, first_month, last_month, amount_fen,
  gift_fen, payment_date, receipt_number, document, gift_forwarded, void_time, void_reason
