-- A page of plans in the caller's scope. Served by plan_order.
SELECT
  name, etag, create_time, update_time, org_path, organization, display_name, program, base_plan, state, settings,
  start_date, slot_count, rule_version, objective, upper_bound, gap, placement_count, unassigned_count, change_count,
  problem_hash, pins, operation, publish_time, publisher, published_count
FROM plans
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_program_id::text IS NULL OR program_id = :filter_program_id)
  AND (:filter_base_plan_id::text IS NULL OR base_plan_id = :filter_base_plan_id)
  AND (:filter_state::text IS NULL OR state = :filter_state)
ORDER BY org_path, id
LIMIT :page_limit
