-- Records a program.
INSERT INTO programs
  (county, id, org_path, organization_id, display_name, type, start_date, end_date, purpose)
VALUES
  (:county, :id, :org_path, :organization_id, :display_name, :type, :start_date, :end_date, :purpose)
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, type, start_date, end_date, purpose
