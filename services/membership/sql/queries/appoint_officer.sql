-- Records an appointment. officer_role_taken refuses a second secretary.
INSERT INTO appointments (
  county, id, org_path, organization_id, member_id, display_name, role, term_end_date, document, valid)
VALUES (
  :county, :id, :org_path, :organization_id, :member_id, :display_name, :role, :term_end_date, :document,
  daterange(:start_date::date, NULL))
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, role, start_date, term_end_date,
  end_date, end_reason, document
