-- Writes what may change of a returnee; what was verified no longer is. Served by returnee_pkey.
UPDATE returnees
SET
  display_name = :display_name, person_kind = :person_kind, member_id = :member_id, phone_sealed = :phone_sealed,
  kind = :kind, return_date = :return_date, origin_division = :origin_division, enterprise = :enterprise,
  investment = :investment, jobs = :jobs, households_helped = :households_helped, income_gain = :income_gain,
  verified_by = '', verified_date = NULL,
  version = version + 1, update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, person_kind, member, phone_sealed, kind,
  return_date, origin_division, enterprise, investment, jobs, households_helped, income_gain, verified_by,
  verified_date
