-- The organization has another name or superior from :today on: closes what we knew of its present and writes it again,
-- cut at today. A fact that began today is replaced whole.
WITH moment AS (
  SELECT GREATEST(now(), max(known_from)) AS known
  FROM organization_fact
  WHERE county = :county AND organization_id = :id AND known_to IS NULL
), closed AS (
  UPDATE organization_fact
  SET known_to = (SELECT known FROM moment)
  WHERE county = :county AND organization_id = :id AND known_to IS NULL AND upper_inf(valid)
  RETURNING org_path, display_name, superior_id, reason, lower(valid) AS since
)
INSERT INTO organization_fact (county, organization_id, org_path, display_name, superior_id, reason, valid, known_from)
SELECT :county, :id, org_path, display_name, superior_id, reason, daterange(since, :today::date), (SELECT known FROM moment)
FROM closed
WHERE since < :today
UNION ALL
SELECT :county, :id, org_path, :display_name, :superior_id, :reason, daterange(GREATEST(since, :today), NULL), (SELECT known FROM moment)
FROM closed
