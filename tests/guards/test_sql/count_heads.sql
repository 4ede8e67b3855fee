-- 1 when something was ever written for the county.
SELECT count(*)
FROM membership.county_head
WHERE county = :county;
