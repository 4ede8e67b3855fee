-- Confirms a draft, or a part of it. Served by plan_pkey.
UPDATE plans
SET
  state = :state,
  pins = :pins,
  published_count = (SELECT count(*) FROM jsonb_object_keys(:placement_ids::jsonb)),
  publish_time = now(),
  publisher = :publisher,
  placement_ids = :placement_ids::jsonb,
  version = version + 1,
  update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, program, base_plan, state, settings,
  start_date, slot_count, rule_version, objective, upper_bound, gap, placement_count, unassigned_count, change_count,
  problem_hash, pins, operation, publish_time, publisher, published_count
