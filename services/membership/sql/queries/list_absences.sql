-- A page of absences by path and id, with what is due on :today. Served by absence_order.
SELECT name, etag, create_time, update_time, org_path, member, display_name, state, start_date, end_date, host, purpose, source, sequence, reminder
FROM (
  SELECT a.*,
    CASE WHEN a.state <> 'AWAY' THEN NULL
         WHEN a.end_date < :today::date THEN 'RETURN_DUE'
         WHEN a.end_date + 1 < a.start_date + make_interval(months => :least_months::int) THEN 'CERTIFICATE'
         WHEN NOT EXISTS (
           SELECT FROM outflow o WHERE o.county = a.county AND o.member_id = a.member_id AND o.state <> 'RETURNED'
         ) THEN 'RELATION'
    END AS reminder
  FROM absences a
) s
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_reminder::text IS NULL OR reminder = :filter_reminder)
ORDER BY org_path, id
LIMIT :page_limit
