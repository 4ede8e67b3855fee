-- Writes what the event does to a participation. Served by participation_pkey.
UPDATE participations
SET
  state = :state, check_in_time = :check_in_time, check_out_time = :check_out_time, minutes = :minutes,
  content = :content, flags = :flags, recorded_by = :recorded_by, certified_by = :certified_by,
  certified_time = :certified_time, rule_version = :rule_version,
  version = version + 1, update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, event, member, display_name, state, channel, signed_up_by,
  check_in_time, check_out_time, minutes, content, flags, recorded_by, certified_by, certified_time, rule_version
