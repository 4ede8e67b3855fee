-- Puts a draft up to be solved for another problem; it keeps the one that it has, and its solution, until that is done. Served
-- by plan_pkey.
UPDATE plans
SET
  next = :next_bytes::bytea,
  operation_id = :operation_id,
  pins = :pins,
  placement_ids = :placement_ids::jsonb,
  published_count = (SELECT count(*) FROM jsonb_object_keys(:placement_ids::jsonb)),
  version = version + 1,
  update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, program, base_plan, state, settings,
  start_date, slot_count, rule_version, objective, upper_bound, gap, placement_count, unassigned_count, change_count,
  problem_hash, pins, operation, publish_time, publisher, published_count
