-- Records a payment. dues_month_paid refuses a month that was paid before.
INSERT INTO dues_payments (
  county, id, org_path, organization_id, member_id, display_name, days, amount_fen, gift_fen, payment_date, receipt_number,
  document, gift_forwarded)
VALUES (
  :county, :id, :org_path, :organization_id, :member_id, :display_name,
  daterange((:first_month::text || '-01')::date, ((:last_month::text || '-01')::date + interval '1 month')::date),
  :amount_fen, :gift_fen, :payment_date, :receipt_number, :document, :gift_forwarded)
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, first_month, last_month, amount_fen,
  gift_fen, payment_date, receipt_number, document, gift_forwarded, void_time, void_reason
