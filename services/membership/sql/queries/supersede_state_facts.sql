-- After a correction of joined_date: closes what we knew of a member's statuses and writes them again, the first one
-- beginning with joining.
WITH closed AS (
  UPDATE state_fact
  SET known_to = now()
  WHERE county = :county AND member_id = :id AND known_to IS NULL
  RETURNING org_path, state, reason, document, valid
), corrected AS (
  SELECT org_path, state, reason, document,
    CASE WHEN lower(valid) = min(lower(valid)) OVER () AND COALESCE(upper(valid) > :joined_date::date, true)
         THEN daterange(:joined_date, upper(valid))
         ELSE valid * daterange(:joined_date, NULL)
    END AS valid
  FROM closed
)
INSERT INTO state_fact (county, member_id, org_path, state, reason, document, valid)
SELECT :county, :id, org_path, state, reason, document, valid
FROM corrected
WHERE NOT isempty(valid)
