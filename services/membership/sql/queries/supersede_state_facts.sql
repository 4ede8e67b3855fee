-- After a correction of joined_date: closes what we knew of a member's statuses and writes them again, the first one
-- beginning with joining, or with the arrival from another county.
WITH first_day AS (
  SELECT GREATEST(:joined_date::date, arrived_date) AS day
  FROM member
  WHERE county = :county AND id = :id
), moment AS (
  SELECT GREATEST(now(), max(known_from)) AS known
  FROM state_fact
  WHERE county = :county AND member_id = :id AND known_to IS NULL
), closed AS (
  UPDATE state_fact
  SET known_to = (SELECT known FROM moment)
  WHERE county = :county AND member_id = :id AND known_to IS NULL
  RETURNING org_path, state, reason, document, ground, valid
), corrected AS (
  SELECT org_path, state, reason, document, ground,
    CASE WHEN lower(valid) = min(lower(valid)) OVER () AND COALESCE(upper(valid) > day, true)
         THEN daterange(day, upper(valid))
         ELSE valid * daterange(day, NULL)
    END AS valid
  FROM closed, first_day
)
INSERT INTO state_fact (county, member_id, org_path, state, reason, document, ground, valid, known_from)
SELECT :county, :id, org_path, state, reason, document, ground, valid, (SELECT known FROM moment)
FROM corrected
WHERE NOT isempty(valid)
