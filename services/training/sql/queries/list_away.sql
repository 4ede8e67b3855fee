-- Returns who of the members of :rows is away on some of these days, and where; one row a member. Index: absence_member.
SELECT DISTINCT ON (member_id)
  'counties/' || county || '/members/' || member_id AS member, host, start_date, end_date
FROM absence
WHERE county = :county
  AND member_id IN (SELECT given.member_id FROM jsonb_to_recordset(:rows::jsonb) AS given (member_id text))
  AND state = 'AWAY'
  AND (start_date <= :end_date AND end_date >= :start_date
    OR :exam_date::date BETWEEN start_date AND end_date)
ORDER BY member_id, start_date
