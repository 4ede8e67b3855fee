-- All that was ever known of where a person was registered, in every county. Served by member_uid and membership_fact_member.
SELECT organization, member_kind, start_date, end_date, known_from, known_to
FROM registrations_of_person
WHERE uid = :uid
ORDER BY start_date, known_from, county, fact_id
