-- One outflow, locked until the end of the transaction. Served by the primary key.
SELECT name, etag, create_time, update_time, org_path, member, display_name, state, reason, destination_division, destination,
  start_date, expected_return_date, keeper, inflow_organization, certificate_number, flow_group, last_contact_date, return_date,
  lost_since, contacts, searches
FROM outflows
WHERE county = :county AND id = :id
FOR UPDATE
