-- Adds a volunteer to an event, on the waiting list when its places are taken. The event is locked by the caller.
-- Served by participation_event.
INSERT INTO participations (
  county, id, org_path, event_id, member_id, display_name, channel, signed_up_by, state
)
SELECT
  :county, :participation_id, e.org_path, e.id, :member_id, :display_name, :channel, :signed_up_by,
  CASE
    WHEN e.quota = 0 OR e.quota > (
      SELECT count(*) FROM participation AS p
      WHERE p.county = e.county AND p.event_id = e.id AND p.state NOT IN ('WAITLISTED', 'WITHDRAWN'))
    THEN 'APPROVED'
    ELSE 'WAITLISTED'
  END
FROM event AS e
WHERE e.county = :county AND e.id = :id
RETURNING
  name, etag, create_time, update_time, org_path, event, member, display_name, state, channel, signed_up_by,
  check_in_time, check_out_time, minutes, content, flags, recorded_by, certified_by, certified_time, rule_version
