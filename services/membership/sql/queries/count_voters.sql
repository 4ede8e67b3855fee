-- Full members in normal status registered at or below a path on a day: those with a vote. Served by membership_fact_order.
SELECT count(*) AS voters
FROM membership_fact f
JOIN member_status s ON s.county = f.county AND s.member_id = f.member_id AND s.known_to IS NULL
  AND s.began <= :date::date AND (s.ended IS NULL OR s.ended > :date)
WHERE f.county = :county AND f.org_path >= :org_path AND f.org_path < :org_path || '/'
  AND f.known_to IS NULL AND f.began <= :date AND (f.ended IS NULL OR f.ended > :date)
  AND f.member_kind = 'FULL' AND s.state IN ('NORMAL', 'CORRECTING')
