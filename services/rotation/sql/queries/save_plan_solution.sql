-- Keeps the solution of the problem that was solved; no row when the plan has another one by now. Served by plan_pkey.
UPDATE plans
SET
  state = 'DRAFT',
  solution = :solution_bytes::bytea,
  objective = :objective,
  upper_bound = :upper_bound,
  gap = :gap,
  placement_count = :placement_count,
  unassigned_count = :unassigned_count,
  change_count = :change_count,
  version = version + 1,
  update_time = now()
WHERE county = :county AND id = :id AND problem_hash = :problem_hash AND state <> 'PUBLISHED'
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, program, base_plan, state, settings,
  start_date, slot_count, rule_version, objective, upper_bound, gap, placement_count, unassigned_count, change_count,
  problem_hash, pins, operation, publish_time, publisher
