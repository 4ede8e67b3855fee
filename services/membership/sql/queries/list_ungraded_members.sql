-- Members of a review's branch with neither grade nor exemption, at most 50. Served by member_order.
SELECT m.display_name
FROM review r
JOIN members m ON m.county = r.county AND m.org_path = r.org_path AND m.organization_id = r.organization_id
LEFT JOIN review_grade g ON g.county = r.county AND g.review_id = r.id AND g.member_id = m.id
WHERE r.county = :county AND r.id = :id
  AND m.state IN ('NORMAL', 'CORRECTING')
  AND COALESCE(g.grade, g.exempt_reason, '') = ''
ORDER BY m.display_name
LIMIT 50
