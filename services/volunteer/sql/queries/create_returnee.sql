-- Makes a returnee and returns it.
INSERT INTO returnees (
  county, id, org_path, organization_id, display_name, person_kind, member_id, phone_sealed, kind, return_date,
  origin_division, enterprise, investment, jobs, households_helped, income_gain
) VALUES (
  :county, :id, :org_path, :organization_id, :display_name, :person_kind, :member_id, :phone_sealed, :kind,
  :return_date, :origin_division, :enterprise, :investment, :jobs, :households_helped, :income_gain
)
RETURNING
  name, etag, create_time, update_time, org_path, organization, display_name, person_kind, member, phone_sealed, kind,
  return_date, origin_division, enterprise, investment, jobs, households_helped, income_gain, verified_by,
  verified_date
