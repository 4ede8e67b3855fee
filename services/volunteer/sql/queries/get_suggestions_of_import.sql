-- The suggestions of a chunk that exist already, locked. Served by suggestion_pkey.
SELECT
  name, etag, create_time, update_time, org_path, organization, proposer_kind, proposer, topic, content,
  submitted_date, screening, assigned_organization, adoption, reply, effect, adoption_date
FROM suggestions
WHERE county = :county AND id = ANY (ARRAY(SELECT jsonb_array_elements_text(:ids::jsonb)))
FOR UPDATE
