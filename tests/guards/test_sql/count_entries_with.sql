-- Number of the county's audit entries that hold a text anywhere in clear.
SELECT count(*)
FROM membership.audit_entry AS e
WHERE county = :county AND e::text LIKE '%' || :text || '%';
