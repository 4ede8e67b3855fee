-- Records a new plan and returns it.
INSERT INTO plan (
  county, id, org_path, organization_id, display_name, year, policy, items, state
)
VALUES (
  :county, :id, :org_path, :organization_id, :display_name, :year, :policy, :items::jsonb, 'DRAFT'
)
RETURNING
  'counties/' || county || '/plans/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  year, state, policy, items, approval_document, approve_date, publish_date
