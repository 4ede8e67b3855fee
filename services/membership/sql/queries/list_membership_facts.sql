-- All that was ever known of where a member was registered. Served by membership_fact_member.
SELECT 'counties/' || county || '/organizations/' || organization_id AS organization, member_kind,
  lower(valid) AS start_date, upper(valid) AS end_date, known_from, known_to
FROM membership_fact
WHERE county = :county AND member_id = :id
ORDER BY lower(valid), known_from, fact_id
