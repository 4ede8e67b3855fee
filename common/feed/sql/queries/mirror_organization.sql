-- Remembers where an organization stands; answers its path before, NULL when it was not known.
WITH before AS (
  SELECT org_path FROM organization_mirror WHERE county = :county AND id = :id
), saved AS (
  INSERT INTO organization_mirror (county, id, org_path, display_name, sector, kind)
  VALUES (:county, :id, :org_path, :display_name, :sector, :kind)
  ON CONFLICT (county, id) DO UPDATE
    SET org_path = excluded.org_path, display_name = excluded.display_name, sector = excluded.sector, kind = excluded.kind
  RETURNING 1
)
SELECT (SELECT org_path FROM before) AS old_org_path FROM saved
