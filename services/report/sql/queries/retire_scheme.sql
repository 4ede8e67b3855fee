-- Retires a scheme; no row when it is not active. Primary key.
UPDATE scheme
SET state = 'RETIRED',
    version = version + 1,
    update_time = now()
WHERE county = :county
  AND id = :id
  AND state = 'ACTIVE'
RETURNING 'counties/' || county || '/schemes/' || id AS name, version::text AS etag, create_time, update_time, org_path,
          'counties/' || county || '/organizations/' || organization_id AS organization, kind, display_name, dimensions,
          pass_points, source, state
