-- When an organization's term ends, and the day to which it is postponed; NULL where there is none. Served by organization_pkey.
SELECT original_end_date, postponed_end_date
FROM organization_terms
WHERE county = :county AND id = :id
