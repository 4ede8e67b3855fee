-- Paths of organizations, held so that a move waits until this transaction has ended; by primary key.
SELECT id, org_path
FROM organization_mirror
WHERE county = :county AND id IN (SELECT jsonb_array_elements_text(:ids::jsonb))
FOR SHARE
