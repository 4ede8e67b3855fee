-- Makes an active scheme. scheme_already_active when the organization has one of the kind.
INSERT INTO scheme (county, id, org_path, organization_id, kind, display_name, dimensions, pass_points, source)
VALUES (:county, :id, :org_path, :organization_id, :kind, :display_name, :dimensions::jsonb,
        COALESCE(:pass_points::integer, 90), :source)
RETURNING 'counties/' || county || '/schemes/' || id AS name, version::text AS etag, create_time, update_time, org_path,
          'counties/' || county || '/organizations/' || organization_id AS organization, kind, display_name, dimensions,
          pass_points, source, state
