-- Versions and keys that have sealed the values of members and what the feed keeps beside changes.
SELECT DISTINCT get_byte(sealed, 0) || ':' || convert_from(substring(sealed FROM 3 FOR get_byte(sealed, 1)), 'UTF8')
FROM (
  SELECT id_number_sealed AS sealed
  FROM membership.member
  UNION ALL
  SELECT phone_sealed
  FROM membership.member
  UNION ALL
  SELECT sensitive_sealed
  FROM membership.change
) AS value
WHERE length(sealed) > 0;
