-- How many members export_members_as_of would give. Served by membership_fact_order as one range.
SELECT count(*) AS members
FROM membership_fact f
JOIN member_status s ON s.county = f.county AND s.member_id = f.member_id AND s.valid @> :as_of::date
  AND (:known_at::timestamptz IS NULL AND s.known_to IS NULL
       OR s.known_from <= :known_at AND (s.known_to IS NULL OR s.known_to > :known_at))
JOIN LATERAL (
  SELECT b.*
  FROM members_of_facts b
  WHERE b.county = f.county AND b.id = f.member_id AND (b.known_to IS NULL OR b.known_to > :known_at::timestamptz)
  ORDER BY b.known_to
  LIMIT 1
) m ON true
WHERE f.county = :county
  AND f.valid @> :as_of::date
  AND (:known_at::timestamptz IS NULL AND f.known_to IS NULL
       OR f.known_from <= :known_at AND (f.known_to IS NULL OR f.known_to > :known_at))
  AND f.org_path >= (
    SELECT CASE WHEN :filter_organization_id::text IS NULL THEN ''
                ELSE (SELECT o.org_path FROM organization o WHERE o.county = :county AND o.id = :filter_organization_id)
           END)
  AND f.org_path < (
    SELECT CASE WHEN :filter_organization_id::text IS NULL THEN '~'
                ELSE (SELECT o.org_path || '/' FROM organization o WHERE o.county = :county AND o.id = :filter_organization_id)
           END)
  AND (:filter_state::text IS NULL OR s.state = :filter_state)
  AND (:filter_member_kind::text IS NULL OR f.member_kind = :filter_member_kind)
  AND (:filter_sector::text IS NULL OR m.sector = :filter_sector)
  AND (:filter_residence_division::text IS NULL
       OR m.residence_division >= :filter_residence_division AND m.residence_division < :filter_residence_division || ':')
