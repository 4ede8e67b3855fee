-- Whom a member's rows were pointed at by a merge; no row when there was none. By primary key.
SELECT to_id
FROM member_repoint
WHERE county = :county AND from_id = :from_id
LIMIT 1
