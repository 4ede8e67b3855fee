-- Members as of a day that is over, by what is known now and by the dimensions asked for (the others are ''); the same as
-- count_members for that day. One pass over today's members beside what has begun or ended since: a registration (branch, kind)
-- or a status that has begun since is not what he was then; what he was then has ended since, or he was not a member yet. Who was
-- here then and is elsewhere now is added. Served by member_order, and by the indexes of facts that began and ended.
WITH begun_branch AS MATERIALIZED (
  SELECT member_id
  FROM membership_fact
  WHERE county = :county AND known_to IS NULL AND ended IS NULL AND began > :as_of::date
), begun_state AS MATERIALIZED (
  SELECT member_id
  FROM state_fact
  WHERE county = :county AND known_to IS NULL AND ended IS NULL AND began > :as_of
), left_since AS MATERIALIZED (
  SELECT member_id, member_kind
  FROM membership_fact
  WHERE county = :county AND known_to IS NULL AND ended > :as_of AND began <= :as_of
    AND (:from_path = '' OR org_path >= :from_path) AND (:to_path = '~' OR org_path < :to_path)
), ended_since AS MATERIALIZED (
  SELECT member_id, state
  FROM member_status
  WHERE county = :county AND known_to IS NULL AND ended > :as_of AND began <= :as_of
), here AS MATERIALIZED (
  SELECT m.id, m.sector, m.birth_date, m.education, m.gender, m.ethnicity,
    CASE WHEN s.member_id IS NULL THEN NULLIF(m.state, 'TRANSFERRED_OUT') ELSE e.state END AS state,
    CASE WHEN b.member_id IS NULL THEN m.member_kind ELSE l.member_kind END AS member_kind
  FROM members m
  LEFT JOIN begun_branch b ON b.member_id = m.id
  LEFT JOIN begun_state s ON s.member_id = m.id
  LEFT JOIN left_since l ON l.member_id = m.id
  LEFT JOIN ended_since e ON e.member_id = m.id
  WHERE m.county = :county
    AND m.org_path >= :from_path AND m.org_path < :to_path
), counted AS (
  SELECT sector, birth_date, education, gender, ethnicity, state, member_kind
  FROM here
  WHERE member_kind IS NOT NULL
  UNION ALL
  SELECT m.sector, m.birth_date, m.education, m.gender, m.ethnicity, s.state, l.member_kind
  FROM left_since l
  JOIN member_status s ON s.county = :county AND s.member_id = l.member_id AND s.known_to IS NULL AND s.began <= :as_of
    AND (s.ended IS NULL OR s.ended > :as_of)
  JOIN member_identity m ON m.county = :county AND m.id = l.member_id
  WHERE NOT EXISTS (SELECT FROM here WHERE here.id = l.member_id)
)
SELECT
  CASE WHEN :by_sector::boolean THEN COALESCE(sector, '') ELSE '' END AS sector,
  CASE WHEN :by_age_band::boolean THEN width_bucket(birth_date, :age_bands::date[]) ELSE 0 END AS age_band,
  CASE WHEN :by_education::boolean THEN education ELSE '' END AS education,
  CASE WHEN :by_gender::boolean THEN gender ELSE '' END AS gender,
  CASE WHEN :by_ethnicity::boolean THEN ethnicity ELSE '' END AS ethnicity,
  CASE WHEN :by_status::boolean THEN state ELSE '' END AS status,
  CASE WHEN :by_member_kind::boolean THEN member_kind ELSE '' END AS member_kind,
  count(*) AS members
FROM counted
WHERE state = ANY(:states::text[])
GROUP BY 1, 2, 3, 4, 5, 6, 7
