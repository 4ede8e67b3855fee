-- Returns one plan and locks it until the transaction ends. Index: plan_pkey.
SELECT
  'counties/' || county || '/plans/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  year, state, policy, items, approval_document, approve_date, publish_date
FROM plan
WHERE county = :county
  AND id = :id
FOR UPDATE
