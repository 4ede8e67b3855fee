-- Writes the new and changed suggestions of a chunk and returns them.
INSERT INTO suggestions (
  county, id, org_path, organization_id, proposer_kind, proposer, topic, content, submitted_date, screening,
  assigned_organization_id
)
SELECT
  :county, id, org_path, organization_id, proposer_kind, proposer, topic, content, submitted_date, screening,
  assigned_organization_id
FROM jsonb_to_recordset(:rows::jsonb) AS given (
  id text, org_path text, organization_id text, proposer_kind text, proposer text, topic text, content text,
  submitted_date date, screening text, assigned_organization_id text
)
ON CONFLICT (county, id) DO UPDATE
SET
  proposer_kind = EXCLUDED.proposer_kind, proposer = EXCLUDED.proposer, topic = EXCLUDED.topic,
  content = EXCLUDED.content, submitted_date = EXCLUDED.submitted_date, screening = EXCLUDED.screening,
  assigned_organization_id = EXCLUDED.assigned_organization_id,
  version = suggestions.version + 1, update_time = now()
RETURNING
  name, etag, create_time, update_time, org_path, organization, proposer_kind, proposer, topic, content,
  submitted_date, screening, assigned_organization, adoption, reply, effect, adoption_date
