-- Records the reply to a request. Served by founding_application_pkey.
UPDATE founding_applications
SET version = version + 1,
  update_time = now(),
  state = :state,
  reply_date = :reply_date,
  document = :document,
  reason = :reason
WHERE county = :county AND id = :id
RETURNING name, etag, create_time, update_time, org_path, committee, display_name, kind, unit_name, apply_date, reply_by_date, state,
  reply_date, document, reason
