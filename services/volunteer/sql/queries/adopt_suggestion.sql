-- Writes what became of a suggestion. Served by suggestion_pkey.
UPDATE suggestions
SET
  adoption = :adoption, reply = :reply, effect = :effect, adoption_date = :today,
  version = version + 1, update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, organization, proposer_kind, proposer, topic, content,
  submitted_date, screening, assigned_organization, adoption, reply, effect, adoption_date
