-- Creates a group.
INSERT INTO flow_groups (county, id, org_path, display_name, organization_id, division, chat)
VALUES (:county, :id, :org_path, :display_name, :organization_id, :division, :chat)
RETURNING name, etag, create_time, update_time, org_path, display_name, organization, division, chat
