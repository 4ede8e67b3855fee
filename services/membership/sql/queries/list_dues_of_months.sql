-- What a member owes for each month from :first_month to :last_month; NULL where nothing is assessed. Served by
-- dues_assessment_taken.
SELECT to_char(month, 'YYYY-MM') AS month, assessed.monthly_fen
FROM generate_series((:first_month::text || '-01')::date, (:last_month::text || '-01')::date, interval '1 month') AS month
LEFT JOIN LATERAL (
  SELECT a.monthly_fen
  FROM dues_assessment a
  WHERE a.county = :county AND a.member_id = :id AND a.first_day <= month::date
  ORDER BY a.first_day DESC
  LIMIT 1
) AS assessed ON true
ORDER BY 1
