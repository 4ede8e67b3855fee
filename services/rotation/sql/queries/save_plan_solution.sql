-- Keeps a solution with the problem that it solves; no row when the plan is solved for another one by now. Served by
-- plan_pkey.
UPDATE plans
SET
  settings = :settings,
  start_date = :start_date,
  slot_count = :slot_count,
  rule_version = :rule_version,
  problem_hash = :problem_hash,
  problem = :problem_bytes::bytea,
  facts = :facts_bytes::bytea,
  next = NULL,
  state = CASE WHEN published_count > 0 THEN 'PARTLY_PUBLISHED' ELSE 'DRAFT' END,
  solution = :solution_bytes::bytea,
  objective = :objective,
  upper_bound = :upper_bound,
  gap = :gap,
  placement_count = :placement_count,
  unassigned_count = :unassigned_count,
  change_count = :change_count,
  version = version + 1,
  update_time = now()
WHERE county = :county AND id = :id AND operation_id = :operation_id AND state <> 'PUBLISHED'
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, program, base_plan, state, settings,
  start_date, slot_count, rule_version, objective, upper_bound, gap, placement_count, unassigned_count, change_count,
  problem_hash, pins, operation, publish_time, publisher, published_count
