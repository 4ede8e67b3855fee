-- Gives a free place, if there is one, to the volunteer who has waited longest. The event is locked by the caller. Served by
-- participation_event.
UPDATE participations
SET state = 'APPROVED', version = version + 1, update_time = now()
WHERE county = :county
  AND id = (
    SELECT p.id FROM participation AS p
    WHERE p.county = :county AND p.event_id = :event_id AND p.state = 'WAITLISTED'
    ORDER BY p.create_time, p.id
    LIMIT 1)
  AND (SELECT e.quota FROM event AS e WHERE e.county = :county AND e.id = :event_id) > (
    SELECT count(*) FROM participation AS p
    WHERE p.county = :county AND p.event_id = :event_id AND p.state NOT IN ('WAITLISTED', 'WITHDRAWN'))
RETURNING
  name, etag, create_time, update_time, org_path, event, member, display_name, state, channel, signed_up_by,
  check_in_time, check_out_time, minutes, content, flags, recorded_by, certified_by, certified_time, rule_version
