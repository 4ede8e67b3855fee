-- A request to found an organization, locked. Served by founding_application_pkey.
SELECT name, etag, create_time, update_time, org_path, committee, display_name, kind, unit_name, apply_date, reply_by_date, state,
  reply_date, document, reason
FROM founding_applications
WHERE county = :county AND id = :id
FOR UPDATE
