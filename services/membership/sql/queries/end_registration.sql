-- The member is registered nowhere in this county from :day on. Served by membership_fact_member.
WITH moment AS (
  SELECT GREATEST(now(), max(known_from)) AS known
  FROM membership_fact
  WHERE county = :county AND member_id = :id AND known_to IS NULL
), closed AS (
  UPDATE membership_fact
  SET known_to = (SELECT known FROM moment)
  WHERE county = :county AND member_id = :id AND known_to IS NULL AND (upper_inf(valid) OR upper(valid) > :day::date)
  RETURNING organization_id, org_path, member_kind, valid
)
INSERT INTO membership_fact (county, member_id, organization_id, org_path, member_kind, valid, known_from)
SELECT :county, :id, organization_id, org_path, member_kind, valid * daterange(NULL, :day), (SELECT known FROM moment)
FROM closed
WHERE NOT isempty(valid * daterange(NULL, :day))
