-- The grade of each candidate's latest appraisal, of those in the caller's scope. Served by placement_order.
SELECT DISTINCT ON (candidate_id) candidate, appraisal ->> 'grade' AS grade
FROM placements
WHERE county = :county AND appraisal IS NOT NULL AND state = 'ENDED'
ORDER BY candidate_id, end_date DESC
