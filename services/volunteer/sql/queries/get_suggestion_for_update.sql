-- One suggestion, locked until the transaction ends. Served by suggestion_pkey.
SELECT
  name, etag, create_time, update_time, org_path, organization, proposer_kind, proposer, topic, content,
  submitted_date, screening, assigned_organization, adoption, reply, effect, adoption_date
FROM suggestions
WHERE county = :county AND id = :id
FOR UPDATE
