-- Gives a draft the problem that it is about to be solved for; a solution of another problem is none. Served by plan_pkey.
UPDATE plans
SET
  settings = :settings,
  start_date = :start_date,
  slot_count = :slot_count,
  rule_version = :rule_version,
  state = 'UNSOLVED',
  solution = NULL,
  objective = NULL,
  upper_bound = NULL,
  gap = NULL,
  placement_count = 0,
  unassigned_count = 0,
  change_count = 0,
  problem_hash = :problem_hash,
  operation_id = :operation_id,
  problem = :problem_bytes::bytea,
  facts = :facts_bytes::bytea,
  version = version + 1,
  update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, program, base_plan, state, settings,
  start_date, slot_count, rule_version, objective, upper_bound, gap, placement_count, unassigned_count, change_count,
  problem_hash, pins, operation, publish_time, publisher
