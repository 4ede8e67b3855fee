-- Writes what may change of a suggestion. Served by suggestion_pkey.
UPDATE suggestions
SET
  proposer_kind = :proposer_kind, proposer = :proposer, topic = :topic, content = :content,
  submitted_date = :submitted_date, screening = :screening, assigned_organization_id = :assigned_organization_id,
  version = version + 1, update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, organization, proposer_kind, proposer, topic, content,
  submitted_date, screening, assigned_organization, adoption, reply, effect, adoption_date
