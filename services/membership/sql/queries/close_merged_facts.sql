-- Nothing more is known of a merged record's registrations and statuses; answers the ids of what was closed. Served by
-- membership_fact_member and state_fact_member.
WITH moment AS (
  SELECT GREATEST(now(), max(known_from)) AS known
  FROM (
    SELECT known_from FROM membership_fact WHERE county = :county AND member_id = :id AND known_to IS NULL
    UNION ALL
    SELECT known_from FROM state_fact WHERE county = :county AND member_id = :id AND known_to IS NULL
  ) fact
), membership AS (
  UPDATE membership_fact
  SET known_to = (SELECT known FROM moment)
  WHERE county = :county AND member_id = :id AND known_to IS NULL
  RETURNING fact_id
), status AS (
  UPDATE state_fact
  SET known_to = (SELECT known FROM moment)
  WHERE county = :county AND member_id = :id AND known_to IS NULL
  RETURNING fact_id
)
SELECT
  (SELECT COALESCE(array_agg(fact_id ORDER BY fact_id), '{}') FROM membership) AS membership_facts,
  (SELECT COALESCE(array_agg(fact_id ORDER BY fact_id), '{}') FROM status) AS state_facts
