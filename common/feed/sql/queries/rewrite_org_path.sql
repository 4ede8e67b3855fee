-- Moves every row of the schema below a path.
SELECT rewrite_org_path(:county, :old_path, :new_path) AS moved
