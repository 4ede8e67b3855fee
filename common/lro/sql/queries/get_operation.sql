-- One operation, whoever's it is. Served by its primary key.
SELECT
  id, org_path, permission, state, metadata, response, error
FROM operation
WHERE county = :county AND id = :id
