-- Makes a joint activity and returns it.
INSERT INTO joint_activities (
  county, id, org_path, organization_id, title, kind, partners, held_date, description
) VALUES (
  :county, :id, :org_path, :organization_id, :title, :kind, :partners, :held_date, :description
)
RETURNING
  name, etag, create_time, update_time, org_path, title, kind, organization, partners, held_date, description
