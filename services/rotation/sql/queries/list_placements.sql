-- A page of placements in the caller's scope. Served by placement_order.
SELECT
  name, etag, create_time, update_time, org_path, candidate, post, program, batch, start_date, end_date,
  approval_doc_no, state, appraisal, appraised, member, organization, program_type, host, host_level, demanding,
  age_at_start, months, rule_version, extensions, end_reason, dispatch_error, operation, warnings
FROM placements
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_candidate_id::text IS NULL OR candidate_id = :filter_candidate_id)
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
  AND (:filter_post_id::text IS NULL OR post_id = :filter_post_id)
  AND (:filter_program_id::text IS NULL OR program_id = :filter_program_id)
  AND (:filter_batch_id::text IS NULL OR batch_id = :filter_batch_id)
  AND (:filter_program_type::text IS NULL OR program_type = :filter_program_type)
  AND (:filter_host_level::text IS NULL OR host_level = :filter_host_level)
  AND (:filter_state::text IS NULL OR state = :filter_state)
ORDER BY org_path, id
LIMIT :page_limit
