-- A page of returnees in scope. Served by returnee_order.
SELECT
  name, etag, create_time, update_time, org_path, organization, display_name, person_kind, member, phone_sealed, kind,
  return_date, origin_division, enterprise, investment, jobs, households_helped, income_gain, verified_by,
  verified_date
FROM returnees
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_organization_id::text IS NULL OR organization_id = :filter_organization_id)
  AND (:filter_kind::text IS NULL OR kind = :filter_kind)
  AND (:filter_person_kind::text IS NULL OR person_kind = :filter_person_kind)
  AND (:filter_origin_division::text IS NULL OR origin_division = :filter_origin_division)
  AND (:filter_verified::text IS NULL OR (verified_date IS NOT NULL)::text = :filter_verified)
ORDER BY org_path, id
LIMIT :page_limit
