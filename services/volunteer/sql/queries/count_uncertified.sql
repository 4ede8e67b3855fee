-- How many recorded minutes of an event await certification. Served by participation_event.
SELECT count(*) AS uncertified
FROM participation
WHERE county = :county AND event_id = :id AND state = 'RECORDED'
