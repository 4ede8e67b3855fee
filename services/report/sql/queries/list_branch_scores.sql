-- All scores of one branch under a scheme in a year; a scheme has at most 50 dimensions. Unique (county, scheme_id, …).
SELECT 'counties/' || county || '/scores/' || id AS name, version::text AS etag, create_time, update_time, org_path,
       'counties/' || county || '/schemes/' || scheme_id AS scheme,
       'counties/' || county || '/organizations/' || organization_id AS organization, dimension, year, points, evidence
FROM score
WHERE county = :county
  AND scheme_id = :id
  AND organization_id = :organization_id
  AND year = :year::integer
