-- The status that lasts ends on :day in TRANSFERRED_OUT. Served by state_fact_member.
WITH moment AS (
  SELECT GREATEST(now(), max(known_from)) AS known
  FROM state_fact
  WHERE county = :county AND member_id = :id AND known_to IS NULL
), closed AS (
  UPDATE state_fact
  SET known_to = (SELECT known FROM moment)
  WHERE county = :county AND member_id = :id AND known_to IS NULL AND upper_inf(valid)
  RETURNING org_path, state, reason, document, ground, valid
), cut AS (
  SELECT org_path, state, reason, document, ground, valid * daterange(NULL, :day::date) AS valid
  FROM closed
  UNION ALL
  SELECT org_path, 'TRANSFERRED_OUT', :reason, :document, 'TRANSFER', daterange(:day, NULL)
  FROM closed
)
INSERT INTO state_fact (county, member_id, org_path, state, reason, document, ground, valid, known_from)
SELECT :county, :id, org_path, state, reason, document, ground, valid, (SELECT known FROM moment)
FROM cut
WHERE NOT isempty(valid)
