-- One placement, locked until the end of the transaction. Served by placement_pkey.
SELECT
  name, etag, create_time, update_time, org_path, candidate, post, program, batch, start_date, end_date,
  approval_doc_no, state, appraisal, appraised, member, organization, program_type, host, host_level, demanding,
  age_at_start, months, rule_version, extensions, end_reason, dispatch_error, operation, warnings
FROM placements
WHERE county = :county AND id = :id
FOR NO KEY UPDATE
