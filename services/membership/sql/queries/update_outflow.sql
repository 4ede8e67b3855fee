-- Writes what contacts, searches and returns change. Served by the primary key.
UPDATE outflows
SET version = version + 1,
  update_time = now(),
  state = :state,
  last_contact_date = :last_contact_date,
  return_date = :return_date,
  lost_since = :lost_since,
  contacts = :contacts,
  searches = :searches
WHERE county = :county AND id = :id
RETURNING name, etag, create_time, update_time, org_path, member, display_name, state, reason, destination_division, destination,
  start_date, expected_return_date, keeper, inflow_organization, certificate_number, flow_group, last_contact_date, return_date,
  lost_since, contacts, searches
