-- A page of participations in scope. Served by participation_order.
SELECT
  name, etag, create_time, update_time, org_path, event, member, display_name, state, channel, signed_up_by,
  check_in_time, check_out_time, minutes, content, flags, recorded_by, certified_by, certified_time, rule_version
FROM participations
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_event_id::text IS NULL OR event_id = :filter_event_id)
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
  AND (:filter_state::text IS NULL OR state = :filter_state)
ORDER BY org_path, id
LIMIT :page_limit
