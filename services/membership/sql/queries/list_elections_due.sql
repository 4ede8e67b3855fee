-- A page of active organizations whose term ends by :until, postponements counted. Served by organization_order,
-- election_organization, officer_fact_organization and postponement_organization.
SELECT name, org_path, display_name, term_end_date, term_end_date < :today::date AS overdue, postponed_from AS original_end_date
FROM (
  SELECT id, name, org_path, display_name, COALESCE(postponed_end_date, original_end_date) AS term_end_date,
    CASE WHEN postponed_end_date IS NOT NULL THEN original_end_date END AS postponed_from
  FROM organization_terms
  WHERE county = :county
    AND state = 'ACTIVE'
    AND (org_path, id) > (:after_path, :after_id)
) due
WHERE term_end_date <= :until::date
ORDER BY org_path, id
LIMIT :page_limit
