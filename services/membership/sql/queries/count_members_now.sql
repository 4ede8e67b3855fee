-- The members of today by what is known now, by the dimensions asked for (the others are ''); the same as count_members for that
-- day, from the members' own rows and without a join. Who was transferred out is registered nowhere. Served by member_order alone.
SELECT
  CASE WHEN :by_sector::boolean THEN COALESCE(sector, '') ELSE '' END AS sector,
  CASE WHEN :by_age_band::boolean THEN width_bucket(birth_date, :age_bands::date[]) ELSE 0 END AS age_band,
  CASE WHEN :by_education::boolean THEN education ELSE '' END AS education,
  CASE WHEN :by_gender::boolean THEN gender ELSE '' END AS gender,
  CASE WHEN :by_ethnicity::boolean THEN ethnicity ELSE '' END AS ethnicity,
  CASE WHEN :by_status::boolean THEN state ELSE '' END AS status,
  CASE WHEN :by_member_kind::boolean THEN member_kind ELSE '' END AS member_kind,
  count(*) AS members
FROM members
WHERE county = :county
  AND org_path >= :from_path AND org_path < :to_path
  AND state = ANY(:states::text[])
  AND state <> 'TRANSFERRED_OUT'
GROUP BY 1, 2, 3, 4, 5, 6, 7
