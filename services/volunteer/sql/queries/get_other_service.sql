-- For each given service, the minutes that its member has in other events of that day, and whether one of them overlaps.
SELECT given.row, other.minutes, other.overlaps
FROM jsonb_to_recordset(:services::jsonb) AS given (
  row int, member_id text, event_id text, start_time timestamptz, end_time timestamptz
)
CROSS JOIN LATERAL other_service(:county, given.member_id, given.event_id, given.start_time, given.end_time) AS other
