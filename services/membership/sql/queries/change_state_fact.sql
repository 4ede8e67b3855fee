-- Ends the status that lasts and begins :state on :effective_date; touches nothing when the status began on that day or
-- later. What was known before stays, closed.
WITH moment AS (
  SELECT GREATEST(now(), max(known_from)) AS known
  FROM state_fact
  WHERE county = :county AND member_id = :id AND known_to IS NULL
), closed AS (
  UPDATE state_fact
  SET known_to = (SELECT known FROM moment)
  WHERE county = :county AND member_id = :id AND known_to IS NULL
    AND upper_inf(valid) AND lower(valid) < :effective_date::date
  RETURNING org_path, state, reason, document, ground, lower(valid) AS since
)
INSERT INTO state_fact (county, member_id, org_path, state, reason, document, ground, valid, known_from)
SELECT :county, :id, org_path, state, reason, document, ground, daterange(since, :effective_date), (SELECT known FROM moment)
FROM closed
UNION ALL
SELECT :county, :id, org_path, :state, :reason, :document, :ground, daterange(:effective_date, NULL), (SELECT known FROM moment)
FROM closed
