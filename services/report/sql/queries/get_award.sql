-- One award. Primary key.
SELECT 'counties/' || county || '/awards/' || id AS name, version::text AS etag, create_time, update_time, org_path,
       kind, year, recipient, 'counties/' || county || '/organizations/' || organization_id AS organization,
       CASE WHEN member_id <> '' THEN 'counties/' || county || '/members/' || member_id ELSE '' END AS member,
       award_date, document_number, state, revoke_reason
FROM award
WHERE county = :county
  AND id = :id
