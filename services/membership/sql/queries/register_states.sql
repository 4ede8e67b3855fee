-- The statuses of members are in the scope of the branch that has them now. Served by state_fact_member.
UPDATE state_fact
SET org_path = :org_path
WHERE county = :county AND member_id = ANY(:ids::text[])
