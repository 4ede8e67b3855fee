-- One scheme. Primary key.
SELECT 'counties/' || county || '/schemes/' || id AS name, version::text AS etag, create_time, update_time, org_path,
       'counties/' || county || '/organizations/' || organization_id AS organization, kind, display_name, dimensions,
       pass_points, source, state
FROM scheme
WHERE county = :county
  AND id = :id
