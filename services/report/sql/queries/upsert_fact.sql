-- Takes a resource into the read model, or its newer state. Primary key.
INSERT INTO fact (county, type, id, name, org_path, source, revision, day, body)
VALUES (:county, :type, :id, :name, :org_path, :source, :revision::bigint, :day::date, :body::jsonb)
ON CONFLICT (county, type, id) DO UPDATE
SET name = EXCLUDED.name,
    org_path = EXCLUDED.org_path,
    source = EXCLUDED.source,
    revision = EXCLUDED.revision,
    day = EXCLUDED.day,
    body = EXCLUDED.body,
    update_time = now()
