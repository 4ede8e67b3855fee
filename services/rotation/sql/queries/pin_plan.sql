-- Writes the pins of a draft. Served by plan_pkey.
UPDATE plans
SET
  pins = :pins,
  version = version + 1,
  update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, program, base_plan, state, settings,
  start_date, slot_count, rule_version, objective, upper_bound, gap, placement_count, unassigned_count, change_count,
  problem_hash, pins, operation, publish_time, publisher, published_count
