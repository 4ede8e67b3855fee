-- Another absence of the member on some of these days. Served by absence_member.
SELECT name, host
FROM absences
WHERE county = :county AND member_id = :member_id AND id <> :id
  AND state = 'AWAY' AND start_date <= :end_date AND end_date >= :start_date
LIMIT 1
