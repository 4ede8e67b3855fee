-- Deletes what has been archived. By the owner role.
DELETE FROM audit_entry
WHERE county = :county AND seq <= :seq::bigint
