-- The open transfer of a member. Served by member_transfer_open.
SELECT name
FROM transfers
WHERE county = :county AND member_id = :id AND state IN ('STARTED', 'APPROVED')
