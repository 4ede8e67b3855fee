-- One plan, without what it is made of. Served by plan_pkey.
SELECT
  name, etag, create_time, update_time, org_path, organization, display_name, program, base_plan, state, settings,
  start_date, slot_count, rule_version, objective, upper_bound, gap, placement_count, unassigned_count, change_count,
  problem_hash, pins, operation, publish_time, publisher, published_count
FROM plans
WHERE county = :county AND id = :id
