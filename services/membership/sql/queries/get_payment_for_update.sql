-- One payment, locked until the end of the transaction. Served by dues_payment_pkey.
SELECT name, etag, create_time, update_time, org_path, organization, member, display_name, first_month, last_month, amount_fen,
  gift_fen, payment_date, receipt_number, document, gift_forwarded, void_time, void_reason
FROM dues_payments
WHERE county = :county AND id = :id
FOR UPDATE
