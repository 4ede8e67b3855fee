-- Names a branch. branch_already_named when it was named under the scheme for the year.
INSERT INTO naming (county, id, org_path, scheme_id, organization_id, year, mean_points)
VALUES (:county, :id, :org_path, :scheme_id, :organization_id, :year::integer, :mean_points::double precision)
RETURNING 'counties/' || county || '/namings/' || id AS name, version::text AS etag, create_time, update_time, org_path,
          'counties/' || county || '/schemes/' || scheme_id AS scheme,
          'counties/' || county || '/organizations/' || organization_id AS organization, year, mean_points
