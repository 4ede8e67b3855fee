-- Writes a row.
INSERT INTO note (county, id, org_path)
VALUES (:county, :id, :org_path)
