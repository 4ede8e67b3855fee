-- One participation, locked until the transaction ends. Served by participation_pkey.
SELECT
  name, etag, create_time, update_time, org_path, event, member, display_name, state, channel, signed_up_by,
  check_in_time, check_out_time, minutes, content, flags, recorded_by, certified_by, certified_time, rule_version
FROM participations
WHERE county = :county AND id = :id
FOR UPDATE
