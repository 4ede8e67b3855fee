-- Ends the absence of a member who is registered elsewhere from :day on. Served by member_outflow_open.
UPDATE outflows
SET version = version + 1,
  update_time = now(),
  state = 'RETURNED',
  return_date = :day::date,
  lost_since = NULL
WHERE county = :county AND member_id = :id AND state <> 'RETURNED'
RETURNING name, etag, create_time, update_time, org_path, member, display_name, state, reason, destination_division, destination,
  start_date, expected_return_date, keeper, inflow_organization, certificate_number, flow_group, last_contact_date, return_date,
  lost_since, contacts, searches
