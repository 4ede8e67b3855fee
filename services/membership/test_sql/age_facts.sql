-- Everything that the county knows was known an hour earlier.
UPDATE membership.membership_fact
SET known_from = known_from - interval '1 hour'
WHERE county = :county;
UPDATE membership.state_fact
SET known_from = known_from - interval '1 hour'
WHERE county = :county;
UPDATE membership.organization_fact
SET known_from = known_from - interval '1 hour'
WHERE county = :county;
