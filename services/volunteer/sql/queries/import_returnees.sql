-- Writes the new and changed returnees of a chunk and returns them.
INSERT INTO returnees (
  county, id, org_path, organization_id, display_name, person_kind, member_id, phone_sealed, kind, return_date,
  origin_division, enterprise, investment, jobs, households_helped, income_gain
)
SELECT
  :county, id, org_path, organization_id, display_name, person_kind, member_id, phone_sealed, kind, return_date,
  origin_division, enterprise, investment, jobs, households_helped, income_gain
FROM jsonb_to_recordset(:rows::jsonb) AS given (
  id text, org_path text, organization_id text, display_name text, person_kind text, member_id text,
  phone_sealed bytea, kind text, return_date date, origin_division text, enterprise text, investment bigint, jobs int,
  households_helped int, income_gain bigint
)
ON CONFLICT (county, id) DO UPDATE
SET
  display_name = EXCLUDED.display_name, person_kind = EXCLUDED.person_kind, member_id = EXCLUDED.member_id,
  phone_sealed = EXCLUDED.phone_sealed, kind = EXCLUDED.kind, return_date = EXCLUDED.return_date,
  origin_division = EXCLUDED.origin_division, enterprise = EXCLUDED.enterprise, investment = EXCLUDED.investment,
  jobs = EXCLUDED.jobs, households_helped = EXCLUDED.households_helped, income_gain = EXCLUDED.income_gain,
  verified_by = '', verified_date = NULL,
  version = returnees.version + 1, update_time = now()
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, person_kind, member, phone_sealed, kind,
  return_date, origin_division, enterprise, investment, jobs, households_helped, income_gain, verified_by,
  verified_date
