-- A page of awards. Index award_order.
SELECT 'counties/' || county || '/awards/' || id AS name, version::text AS etag, create_time, update_time, org_path,
       kind, year, recipient, 'counties/' || county || '/organizations/' || organization_id AS organization,
       CASE WHEN member_id <> '' THEN 'counties/' || county || '/members/' || member_id ELSE '' END AS member,
       award_date, document_number, state, revoke_reason
FROM award
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_kind::text IS NULL OR kind = :filter_kind)
  AND (:filter_year::integer IS NULL OR year = :filter_year::integer)
  AND (:filter_state::text IS NULL OR state = :filter_state)
ORDER BY org_path, id
LIMIT :page_limit
