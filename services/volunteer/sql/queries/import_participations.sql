-- Writes the paper records of a chunk of past events and returns them.
INSERT INTO participations (
  county, id, org_path, event_id, member_id, display_name, state, channel, signed_up_by, minutes, content, flags,
  recorded_by, certified_by, certified_time, rule_version
)
SELECT
  :county, id, org_path, event_id, member_id, display_name, state, channel, signed_up_by, minutes, content, flags,
  recorded_by, certified_by, certified_time, rule_version
FROM jsonb_to_recordset(:rows::jsonb) AS given (
  id text, org_path text, event_id text, member_id text, display_name text, state text, channel text,
  signed_up_by text, minutes int, content text, flags jsonb, recorded_by text, certified_by text,
  certified_time timestamptz, rule_version text
)
RETURNING
  name, etag, create_time, update_time, org_path, event, member, display_name, state, channel, signed_up_by,
  check_in_time, check_out_time, minutes, content, flags, recorded_by, certified_by, certified_time, rule_version
