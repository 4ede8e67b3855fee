-- The steps of a ticket, oldest first. Served by ticket_pkey.
SELECT name, steps
FROM tickets
WHERE county = :county AND id = :id
