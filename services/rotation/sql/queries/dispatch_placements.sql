-- Begins to dispatch placements, each with the operation that tells of it. Served by placement_pkey.
UPDATE placements
SET
  state = 'DISPATCHING',
  dispatch_error = '',
  operation_id = :operations::jsonb ->> id,
  version = version + 1,
  update_time = now()
WHERE county = :county AND id IN (SELECT jsonb_object_keys(:operations::jsonb))
RETURNING
  name, etag, create_time, update_time, org_path, candidate, post, program, batch, start_date, end_date,
  approval_doc_no, state, appraisal, appraised, member, organization, program_type, host, host_level, demanding,
  age_at_start, months, rule_version, extensions, end_reason, dispatch_error, operation, warnings
