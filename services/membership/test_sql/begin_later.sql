-- The member's last correction began two seconds later than it did.
UPDATE membership.membership_fact
SET known_to = known_to + interval '2 s',
  known_from = known_from + CASE WHEN known_to IS NULL THEN interval '2 s' ELSE '0' END
WHERE county = :county AND member_id = :id;
UPDATE membership.state_fact
SET known_to = known_to + interval '2 s',
  known_from = known_from + CASE WHEN known_to IS NULL THEN interval '2 s' ELSE '0' END
WHERE county = :county AND member_id = :id;
