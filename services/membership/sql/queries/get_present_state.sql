-- Since when a member is in the present status, and out of contact by a search log (NULL: he is not). Served by state_fact_member
-- and member_outflow_open.
SELECT lower(s.valid) AS since,
  (SELECT o.lost_since
   FROM outflow o
   WHERE o.county = s.county AND o.member_id = s.member_id AND o.state = 'LOST') AS lost_since
FROM state_fact s
WHERE s.county = :county AND s.member_id = :id AND s.known_to IS NULL AND upper_inf(s.valid)
