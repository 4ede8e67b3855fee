-- Nothing more is known of a merged record's registrations and statuses; answers the ids of what was closed. Served by
-- membership_fact_member and state_fact_member.
WITH membership AS (
  UPDATE membership_fact
  SET known_to = now()
  WHERE county = :county AND member_id = :id AND known_to IS NULL
  RETURNING fact_id
), status AS (
  UPDATE state_fact
  SET known_to = now()
  WHERE county = :county AND member_id = :id AND known_to IS NULL
  RETURNING fact_id
)
SELECT
  (SELECT COALESCE(array_agg(fact_id ORDER BY fact_id), '{}') FROM membership) AS membership_facts,
  (SELECT COALESCE(array_agg(fact_id ORDER BY fact_id), '{}') FROM status) AS state_facts
