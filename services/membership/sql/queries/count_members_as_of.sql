-- Members as of a day that is over, by what is known now and by the dimensions asked for (the others are ''); the same as
-- count_members for that day. Who was then what he is now is counted by his own row; only where a registration or a status has begun
-- or ended since are facts looked at. Served by member_order alone, and by the indexes of facts that began and ended.
WITH begun AS MATERIALIZED (
  SELECT member_id
  FROM membership_fact
  WHERE county = :county AND known_to IS NULL AND ended IS NULL AND began > :as_of::date
  UNION
  SELECT member_id
  FROM state_fact
  WHERE county = :county AND known_to IS NULL AND ended IS NULL AND began > :as_of
), left_since AS MATERIALIZED (
  SELECT member_id, member_kind, org_path
  FROM membership_fact
  WHERE county = :county AND known_to IS NULL AND ended > :as_of AND began <= :as_of
), ended_since AS MATERIALIZED (
  SELECT member_id, state, org_path
  FROM state_fact
  WHERE county = :county AND known_to IS NULL AND ended > :as_of AND began <= :as_of
), changed AS (
  SELECT l.member_id, l.member_kind, s.state
  FROM left_since l
  JOIN member_status s ON s.county = :county AND s.member_id = l.member_id AND s.known_to IS NULL AND s.began <= :as_of
    AND (s.ended IS NULL OR s.ended > :as_of)
  WHERE (:from_path = '' OR l.org_path >= :from_path) AND (:to_path = '~' OR l.org_path < :to_path)
  UNION ALL
  -- Who has not left the branch has his statuses in its scope.
  SELECT f.member_id, f.member_kind, e.state
  FROM ended_since e
  JOIN membership_fact f ON f.county = :county AND f.member_id = e.member_id AND f.known_to IS NULL AND f.ended IS NULL
    AND f.began <= :as_of
  WHERE (:from_path = '' OR e.org_path >= :from_path) AND (:to_path = '~' OR e.org_path < :to_path)
), counted AS (
  SELECT m.sector, m.birth_date, m.education, m.gender, m.ethnicity, m.state, m.member_kind
  FROM members m
  WHERE m.county = :county
    AND m.org_path >= :from_path AND m.org_path < :to_path
    AND m.state <> 'TRANSFERRED_OUT'
    AND NOT EXISTS (SELECT FROM begun WHERE begun.member_id = m.id)
  UNION ALL
  SELECT m.sector, m.birth_date, m.education, m.gender, m.ethnicity, c.state, c.member_kind
  FROM changed c
  JOIN member_identity m ON m.county = :county AND m.id = c.member_id
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
