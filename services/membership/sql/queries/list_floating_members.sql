-- A page of outflows by path and id, with what is due on :today. Served by outflow_order.
SELECT name, etag, create_time, update_time, org_path, member, display_name, state, reason, destination_division, destination,
  start_date, expected_return_date, keeper, inflow_organization, certificate_number, flow_group, last_contact_date, return_date,
  lost_since, contacts, searches, reminder
FROM (
  SELECT *,
    CASE WHEN state <> 'AWAY' THEN NULL
         WHEN last_contact_date + make_interval(months => :search_months::int) <= :today::date THEN 'SEARCH_DUE'
         WHEN last_contact_date + make_interval(months => :contact_months::int) <= :today THEN 'CONTACT_DUE'
         WHEN expected_return_date < :today THEN 'RETURN_DUE'
    END AS reminder
  FROM outflows
) o
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_reason::text IS NULL OR reason = :filter_reason)
  AND (:filter_reminder::text IS NULL OR reminder = :filter_reminder)
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
  AND (:filter_flow_group_id::text IS NULL OR flow_group_id = :filter_flow_group_id)
  AND (:filter_destination_division::text IS NULL
       OR destination_division >= :filter_destination_division
          AND destination_division < :filter_destination_division || ':')
ORDER BY org_path, id
LIMIT :page_limit
