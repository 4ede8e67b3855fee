-- Writes all that may change of a placement. Served by placement_pkey.
UPDATE placements
SET
  end_date = :end_date,
  state = :state,
  appraisal = :appraisal,
  months = :months,
  extensions = :extensions,
  end_reason = :end_reason,
  dispatch_error = :dispatch_error,
  operation_id = :operation_id,
  version = version + 1,
  update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, candidate, post, program, batch, start_date, end_date,
  approval_doc_no, state, appraisal, appraised, member, organization, program_type, host, host_level, demanding,
  age_at_start, months, rule_version, extensions, end_reason, dispatch_error, operation, warnings
