-- All that was ever known of a person's status, in every county. Served by member_uid and state_fact_member.
SELECT state, reason, document, ground, start_date, end_date, known_from, known_to
FROM states_of_person
WHERE uid = :uid
ORDER BY start_date, known_from, county, fact_id
