-- Adds organizations that membership was asked about; what the feed has brought meanwhile stays.
INSERT INTO organization_mirror (county, id, org_path, display_name, sector, kind)
SELECT :county, o.id, o.org_path, o.display_name, o.sector, o.kind
FROM jsonb_to_recordset(:organizations::jsonb) AS o(id text, org_path text, display_name text, sector text, kind text)
ON CONFLICT (county, id) DO NOTHING
