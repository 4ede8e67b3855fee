-- A page of active organizations whose term ends by :until: that of the last valid election, else the latest one of the
-- officers in office. Served by organization_order, election_organization and officer_fact_organization.
SELECT name, org_path, display_name, term_end_date, term_end_date < :today::date AS overdue
FROM (
  SELECT o.county, o.id, o.name, o.org_path, o.display_name,
    COALESCE(
      (SELECT e.term_end_date
       FROM election e
       WHERE e.county = o.county AND e.organization_id = o.id AND e.valid
       ORDER BY e.date DESC
       LIMIT 1),
      (SELECT max(a.term_end_date)
       FROM appointments a
       WHERE a.county = o.county AND a.organization_id = o.id AND upper_inf(a.valid))) AS term_end_date
  FROM organizations o
  WHERE o.county = :county
    AND o.state = 'ACTIVE'
    AND (o.org_path, o.id) > (:after_path, :after_id)
) due
WHERE term_end_date <= :until::date
ORDER BY org_path, id
LIMIT :page_limit
