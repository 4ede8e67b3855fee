-- Members as of a day, by the dimensions asked for (the others are ''), by what was known at :known_at (NULL: what is known
-- now), identity included. Bands of age are those of domain/age_band. A fact is counted where it is in scope,
-- wherever the member is today (member_identity, member_status). Served by
-- membership_fact_order, and by identity_before_known; the path is no range, for of a range without values the planner expects so
-- little that it would look up each member's status by itself.
SELECT
  CASE WHEN :by_sector::boolean THEN COALESCE(CASE WHEN b.member_id IS NULL THEN m.sector ELSE b.sector END, '') ELSE '' END AS sector,
  CASE WHEN :by_age_band::boolean THEN width_bucket(COALESCE(b.birth_date, m.birth_date), :age_bands::date[]) ELSE 0 END AS age_band,
  CASE WHEN :by_education::boolean THEN COALESCE(b.education, m.education) ELSE '' END AS education,
  CASE WHEN :by_gender::boolean THEN COALESCE(b.gender, m.gender) ELSE '' END AS gender,
  CASE WHEN :by_ethnicity::boolean THEN COALESCE(b.ethnicity, m.ethnicity) ELSE '' END AS ethnicity,
  CASE WHEN :by_status::boolean THEN s.state ELSE '' END AS status,
  CASE WHEN :by_member_kind::boolean THEN f.member_kind ELSE '' END AS member_kind,
  count(*) AS members
FROM membership_fact f
JOIN member_status s ON s.county = f.county AND s.member_id = f.member_id AND s.began <= :as_of::date
  AND (s.ended IS NULL OR s.ended > :as_of)
  AND (:known_at::timestamptz IS NULL AND s.known_to IS NULL
       OR s.known_from <= :known_at AND (s.known_to IS NULL OR s.known_to > :known_at))
JOIN member_identity m ON m.county = f.county AND m.id = f.member_id
LEFT JOIN (
  SELECT DISTINCT ON (member_id) member_id, gender, ethnicity, birth_date, education, sector
  FROM member_identity_before
  WHERE county = :county AND known_to > :known_at
  ORDER BY member_id, known_to
) b ON b.member_id = f.member_id
WHERE f.county = :county
  AND (:from_path = '' OR f.org_path >= :from_path) AND (:to_path = '~' OR f.org_path < :to_path)
  AND (:known_at::timestamptz IS NULL AND f.known_to IS NULL
       OR f.known_from <= :known_at AND (f.known_to IS NULL OR f.known_to > :known_at))
  AND f.began <= :as_of AND (f.ended IS NULL OR f.ended > :as_of)
  AND s.state = ANY(:states::text[])
GROUP BY 1, 2, 3, 4, 5, 6, 7
