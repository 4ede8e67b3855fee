-- What we know of one appointment, locked until the end of the transaction. Served by officer_fact_current.
SELECT name, etag, create_time, update_time, org_path, organization, member, display_name, role, start_date, term_end_date,
  end_date, end_reason, document
FROM appointments
WHERE county = :county AND id = :id
FOR UPDATE
