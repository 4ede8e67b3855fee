-- Ids of the members registered in an organization itself, locked in order of id; with :living only those whose membership has
-- not ended. Served by member_order.
SELECT id
FROM members
WHERE county = :county
  AND org_path = :org_path
  AND (NOT :living::boolean OR state IN ('NORMAL', 'CORRECTING', 'SUSPENDED'))
ORDER BY id
FOR UPDATE
