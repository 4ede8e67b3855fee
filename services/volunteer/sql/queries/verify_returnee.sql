-- Marks a returnee as verified. Served by returnee_pkey.
UPDATE returnees
SET verified_by = :verified_by, verified_date = :today, version = version + 1, update_time = now()
WHERE county = :county AND id = :id
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, person_kind, member, phone_sealed, kind,
  return_date, origin_division, enterprise, investment, jobs, households_helped, income_gain, verified_by,
  verified_date
