-- The returnees of a chunk that exist already, locked. Served by returnee_pkey.
SELECT
  name, etag, create_time, update_time, org_path, organization, display_name, person_kind, member, phone_sealed, kind,
  return_date, origin_division, enterprise, investment, jobs, households_helped, income_gain, verified_by,
  verified_date
FROM returnees
WHERE county = :county AND id = ANY (ARRAY(SELECT jsonb_array_elements_text(:ids::jsonb)))
FOR UPDATE
