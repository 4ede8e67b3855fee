-- From :day on the members :ids are registered in :organization_id: what we knew of it is closed and written again, cut at that
-- day; their kinds go on as they were. Served by membership_fact_member.
WITH moment AS (
  SELECT GREATEST(now(), max(known_from)) AS known
  FROM membership_fact
  WHERE county = :county AND member_id = ANY(:ids::text[]) AND known_to IS NULL
), closed AS (
  UPDATE membership_fact
  SET known_to = (SELECT known FROM moment)
  WHERE county = :county AND member_id = ANY(:ids) AND known_to IS NULL
    AND (upper_inf(valid) OR upper(valid) > :day::date)
  RETURNING member_id, organization_id, org_path, member_kind, valid
), cut AS (
  SELECT member_id, organization_id, org_path, member_kind, valid * daterange(NULL, :day) AS valid
  FROM closed
  UNION ALL
  SELECT member_id, :organization_id, :org_path, member_kind, valid * daterange(:day, NULL)
  FROM closed
)
INSERT INTO membership_fact (county, member_id, organization_id, org_path, member_kind, valid, known_from)
SELECT :county, member_id, organization_id, org_path, member_kind, valid, (SELECT known FROM moment)
FROM cut
WHERE NOT isempty(valid)
