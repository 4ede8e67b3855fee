-- Records placements, one or a chunk of an import.
INSERT INTO placements
  (county, id, org_path, candidate_id, post_id, program_id, batch_id, start_date, end_date, approval_doc_no, state,
   appraisal, member_id, organization_id, program_type, host, host_level, demanding, age_at_start, months, rule_version,
   operation_id, warnings)
SELECT
  :county, r.id, r.org_path, r.candidate_id, r.post_id, r.program_id, r.batch_id, r.start_date, r.end_date,
  r.approval_doc_no, r.state, r.appraisal, r.member_id, r.organization_id, r.program_type, r.host, r.host_level,
  r.demanding, r.age_at_start, r.months, r.rule_version, r.operation_id, r.warnings
FROM jsonb_to_recordset(:rows::jsonb) AS r
  (id text, org_path text, candidate_id text, post_id text, program_id text, batch_id text, start_date date,
   end_date date, approval_doc_no text, state text, appraisal jsonb, member_id text, organization_id text,
   program_type text, host text, host_level text, demanding boolean, age_at_start integer, months integer,
   rule_version text, operation_id text, warnings jsonb)
RETURNING
  name, etag, create_time, update_time, org_path, candidate, post, program, batch, start_date, end_date,
  approval_doc_no, state, appraisal, appraised, member, organization, program_type, host, host_level, demanding,
  age_at_start, months, rule_version, extensions, end_reason, dispatch_error, operation, warnings
