-- Records a request to found an organization.
INSERT INTO founding_applications (
  county, id, org_path, committee_id, display_name, kind, unit_name, apply_date, reply_by_date)
VALUES (:county, :id, :org_path, :committee_id, :display_name, :kind, :unit_name, :apply_date, :reply_by_date)
RETURNING name, etag, create_time, update_time, org_path, committee, display_name, kind, unit_name, apply_date, reply_by_date, state,
  reply_date, document, reason
