-- Takes a payment back; its row stays. Served by dues_payment_pkey.
UPDATE dues_payments
SET version = version + 1,
  update_time = now(),
  void_time = now(),
  void_reason = :reason
WHERE county = :county AND id = :id
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, first_month, last_month, amount_fen,
  gift_fen, payment_date, receipt_number, document, gift_forwarded, void_time, void_reason
