-- Takes a resource's newest state into the read model, with what it counts as. Primary keys.
SELECT keep_fact(:county, :type, :id, :name, :org_path, :source, :revision::bigint, :body::jsonb)
