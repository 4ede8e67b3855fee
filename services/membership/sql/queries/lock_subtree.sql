-- Locks an organization and all below it, in order of id. Whoever is hanging something on one of them has finished when
-- this returns; whoever comes later waits. Served by organization_order.
SELECT id
FROM organization
WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
ORDER BY id
FOR UPDATE
