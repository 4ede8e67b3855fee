-- Forgets an organization that is gone.
DELETE FROM organization_mirror
WHERE county = :county AND id = :id
