-- Writes all that may change of a locked plan and returns it.
UPDATE plan
SET
  state = :state,
  approval_document = :approval_document,
  approve_date = :approve_date,
  publish_date = :publish_date,
  version = version + 1,
  update_time = now()
WHERE county = :county
  AND id = :id
RETURNING
  'counties/' || county || '/plans/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  year, state, policy, items, approval_document, approve_date, publish_date
