-- Records a plan that is about to be solved.
INSERT INTO plans
  (county, id, org_path, organization_id, display_name, program_id, base_plan_id, settings, start_date, slot_count,
   rule_version, problem_hash, pins, operation_id, problem, facts)
VALUES
  (:county, :id, :org_path, :organization_id, :display_name, :program_id, :base_plan_id, :settings, :start_date,
   :slot_count, :rule_version, :problem_hash, :pins, :operation_id, :problem_bytes::bytea, :facts_bytes::bytea)
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, program, base_plan, state, settings,
  start_date, slot_count, rule_version, objective, upper_bound, gap, placement_count, unassigned_count, change_count,
  problem_hash, pins, operation, publish_time, publisher, published_count
