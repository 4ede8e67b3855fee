-- A page of organizations by path and id. Served by organization_order as one range.
SELECT name, uid, etag, create_time, update_time, display_name, kind, sector, superior, org_path, unit_name, unit_relation,
  credit_code, division, founded_date, dissolved_date, state, national_org_code, approval_document, joint_units, planned_end_date
FROM organizations
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_superior_id::text IS NULL OR superior_id = :filter_superior_id)
  AND (:filter_kind::text IS NULL OR kind = :filter_kind)
  AND (:filter_sector::text IS NULL OR sector = :filter_sector)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_division::text IS NULL OR division >= :filter_division AND division < :filter_division || ':')
ORDER BY org_path, id
LIMIT :page_limit
