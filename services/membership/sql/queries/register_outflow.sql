-- Registers that a member is away. member_outflow_open refuses a second time.
INSERT INTO outflows (
  county, id, org_path, member_id, display_name, reason, destination_division, destination, start_date,
  expected_return_date, keeper_member_id, inflow_organization, certificate_number, flow_group_id, last_contact_date)
VALUES (
  :county, :id, :org_path, :member_id, :display_name, :reason, :destination_division, :destination, :start_date,
  :expected_return_date, :keeper_id, :inflow_organization, :certificate_number, :flow_group_id, :start_date)
RETURNING name, etag, create_time, update_time, org_path, member, display_name, state, reason, destination_division, destination,
  start_date, expected_return_date, keeper, inflow_organization, certificate_number, flow_group, last_contact_date, return_date,
  lost_since, contacts, searches
