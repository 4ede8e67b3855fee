-- What the organizations :ids were called on :as_of, by what was known at :known_at (NULL: what is known now); of one that was
-- founded later its first name. Served by organization_fact_organization.
SELECT DISTINCT ON (f.organization_id) 'counties/' || f.county || '/organizations/' || f.organization_id AS name, f.display_name
FROM organization_fact f
WHERE f.county = :county
  AND f.organization_id = ANY(:ids::text[])
  AND (:known_at::timestamptz IS NULL AND f.known_to IS NULL
       OR f.known_from <= :known_at AND (f.known_to IS NULL OR f.known_to > :known_at))
ORDER BY f.organization_id, NOT (f.valid @> :as_of::date), lower(f.valid)
