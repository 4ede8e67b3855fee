-- After a correction of joined_date or full_member_date: closes what we knew of a member's registrations and writes the same
-- branches with the corrected days. The first branch begins with joining, or with the arrival from another county; kinds are cut at the conversion.
-- When it is known: see 0003_member_facts.sql.
WITH first_day AS (
  SELECT GREATEST(:joined_date::date, arrived_date) AS day
  FROM member
  WHERE county = :county AND id = :id
), moment AS (
  SELECT GREATEST(now(), max(known_from)) AS known
  FROM membership_fact
  WHERE county = :county AND member_id = :id AND known_to IS NULL
), closed AS (
  UPDATE membership_fact
  SET known_to = (SELECT known FROM moment)
  WHERE county = :county AND member_id = :id AND known_to IS NULL
  RETURNING organization_id, org_path, valid
), stay AS (
  SELECT organization_id, org_path, unnest(range_agg(valid)) AS valid
  FROM closed
  GROUP BY organization_id, org_path
), corrected AS (
  SELECT organization_id, org_path,
    CASE WHEN lower(valid) = min(lower(valid)) OVER () AND COALESCE(upper(valid) > day, true)
         THEN daterange(day, upper(valid))
         ELSE valid * daterange(day, NULL)
    END AS valid
  FROM stay, first_day
), kind AS (
  SELECT 'PROBATIONARY' AS member_kind, daterange(:joined_date, :full_member_date::date) AS valid
  UNION ALL
  SELECT 'FULL', daterange(:full_member_date, NULL) WHERE :full_member_date::date IS NOT NULL
)
INSERT INTO membership_fact (county, member_id, organization_id, org_path, member_kind, valid, known_from)
SELECT :county, :id, corrected.organization_id, corrected.org_path, kind.member_kind, corrected.valid * kind.valid,
  (SELECT known FROM moment)
FROM corrected
JOIN kind ON corrected.valid && kind.valid
