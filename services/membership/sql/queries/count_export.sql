-- How many members an export of that filter would take. Served by member_order as one range; the conditions are those of
-- list_members.
SELECT count(*) AS members
FROM members
WHERE county = :county
  AND org_path >= (
    SELECT CASE WHEN :filter_organization_id::text IS NULL THEN ''
                ELSE (SELECT o.org_path FROM organization o WHERE o.county = :county AND o.id = :filter_organization_id)
           END)
  AND org_path < (
    SELECT CASE WHEN :filter_organization_id::text IS NULL THEN '~'
                ELSE (SELECT o.org_path || '/' FROM organization o WHERE o.county = :county AND o.id = :filter_organization_id)
           END)
  AND (:filter_state::text IS NULL OR state = :filter_state)
  AND (:filter_member_kind::text IS NULL OR member_kind = :filter_member_kind)
  AND (:filter_sector::text IS NULL OR sector = :filter_sector)
  AND (:filter_residence_division::text IS NULL
       OR residence_division >= :filter_residence_division AND residence_division < :filter_residence_division || ':')
