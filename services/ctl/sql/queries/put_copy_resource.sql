-- Stores a resource, unless the copy has it at this revision or later. PostgreSQL and SQLite.
INSERT INTO feed_copy_resource (source, county, name, type, org_path, revision, resource, sensitive)
VALUES (:source, :county, :name, :type, :org_path, :revision, :resource, :sensitive)
ON CONFLICT (source, county, name) DO UPDATE
  SET type = excluded.type, org_path = excluded.org_path, revision = excluded.revision, resource = excluded.resource,
      sensitive = excluded.sensitive
  WHERE feed_copy_resource.revision < excluded.revision
