-- Ends the status that lasts and begins :state on :effective_date; touches nothing when the status began on that day or
-- later. What was known before stays, closed.
WITH closed AS (
  UPDATE state_fact
  SET known_to = now()
  WHERE county = :county AND member_id = :id AND known_to IS NULL
    AND upper_inf(valid) AND lower(valid) < :effective_date::date
  RETURNING org_path, state, reason, document, ground, lower(valid) AS since
)
INSERT INTO state_fact (county, member_id, org_path, state, reason, document, ground, valid)
SELECT :county, :id, org_path, state, reason, document, ground, daterange(since, :effective_date)
FROM closed
UNION ALL
SELECT :county, :id, org_path, :state, :reason, :document, :ground, daterange(:effective_date, NULL)
FROM closed
