-- Makes a suggestion and returns it.
INSERT INTO suggestions (
  county, id, org_path, organization_id, proposer_kind, proposer, topic, content, submitted_date, screening,
  assigned_organization_id
) VALUES (
  :county, :id, :org_path, :organization_id, :proposer_kind, :proposer, :topic, :content, :submitted_date, :screening,
  :assigned_organization_id
)
RETURNING
  name, etag, create_time, update_time, org_path, organization, proposer_kind, proposer, topic, content,
  submitted_date, screening, assigned_organization, adoption, reply, effect, adoption_date
