-- Members who are away stay so in the branch that has them now. Served by member_outflow_open.
UPDATE outflows
SET version = version + 1,
  update_time = now(),
  org_path = :org_path
WHERE county = :county AND member_id = ANY(:ids::text[]) AND state <> 'RETURNED'
RETURNING name, etag, create_time, update_time, org_path, member, display_name, state, reason, destination_division, destination,
  start_date, expected_return_date, keeper, inflow_organization, certificate_number, flow_group, last_contact_date, return_date,
  lost_since, contacts, searches
