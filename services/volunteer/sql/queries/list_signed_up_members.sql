-- Ids of the members who have signed up for an event. Served by participation_event.
SELECT member_id
FROM participation
WHERE county = :county AND event_id = :id AND state <> 'WITHDRAWN'
