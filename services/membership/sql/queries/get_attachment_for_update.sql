-- One attachment, locked until the end of the transaction. Served by the primary key.
SELECT name, etag, create_time, update_time, org_path, organization, member, display_name, start_date, end_date
FROM attachments
WHERE county = :county AND id = :id
FOR UPDATE
