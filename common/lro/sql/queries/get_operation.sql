-- One operation, whoever's it is. Served by its primary key.
SELECT
  id, org_path, permission, state, metadata_sealed, response_sealed, error_sealed
FROM operation
WHERE county = :county AND id = :id
