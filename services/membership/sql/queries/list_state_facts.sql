-- All that was ever known of a member's status. Served by state_fact_member.
SELECT state, reason, document, lower(valid) AS start_date, upper(valid) AS end_date, known_from, known_to
FROM state_fact
WHERE county = :county AND member_id = :id
ORDER BY lower(valid), known_from, fact_id
