-- Records a secondary relation. member_attachment_overlap refuses the same one twice.
INSERT INTO attachments (county, id, org_path, organization_id, member_id, display_name, valid)
VALUES (:county, :id, :org_path, :organization_id, :member_id, :display_name, daterange(:start_date::date, NULL))
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, start_date, end_date
