-- Records or corrects a branch's points. Unique (county, scheme_id, organization_id, year, dimension).
INSERT INTO score (county, id, org_path, scheme_id, organization_id, dimension, year, points, evidence)
VALUES (:county, :id, :org_path, :scheme_id, :organization_id, :dimension, :year::integer, :points::integer, :evidence)
ON CONFLICT (county, scheme_id, organization_id, year, dimension) DO UPDATE
SET points = EXCLUDED.points,
    evidence = EXCLUDED.evidence,
    version = score.version + 1,
    update_time = now()
RETURNING 'counties/' || county || '/scores/' || id AS name, version::text AS etag, create_time, update_time, org_path,
          'counties/' || county || '/schemes/' || scheme_id AS scheme,
          'counties/' || county || '/organizations/' || organization_id AS organization, dimension, year, points, evidence
