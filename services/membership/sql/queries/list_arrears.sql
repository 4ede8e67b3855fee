-- A page of the members who owe dues of months before :before_day, by path and id: the months assessed and not paid, the
-- longest run of them, and their sum. Served by member_order as one range, and for each member by dues_assessment_taken and
-- dues_month_paid.
SELECT m.name, m.display_name, m.organization, m.org_path, owed.months, owed.month_count, owed.consecutive_months,
  owed.amount_fen, owed.paid_through_month
FROM members m
CROSS JOIN LATERAL (
  SELECT min(a.first_day) AS first_day
  FROM dues_assessment a
  WHERE a.county = m.county AND a.member_id = m.id
) AS began
CROSS JOIN LATERAL (
  SELECT jsonb_agg(to_char(unpaid.day, 'YYYY-MM') ORDER BY unpaid.day) FILTER (WHERE unpaid.number <= 60) AS months,
    count(*) AS month_count,
    sum(unpaid.monthly_fen) AS amount_fen,
    max(unpaid.run) AS consecutive_months,
    CASE WHEN min(unpaid.day) > began.first_day THEN to_char(min(unpaid.day) - 1, 'YYYY-MM') ELSE '' END AS paid_through_month
  FROM (
    SELECT due.day, due.monthly_fen, due.number, count(*) OVER (PARTITION BY due.island) AS run
    FROM (
      SELECT month::date AS day, assessed.monthly_fen, row_number() OVER (ORDER BY month) AS number,
        month - row_number() OVER (ORDER BY month) * interval '1 month' AS island
      FROM generate_series(began.first_day, :before_day::date - interval '1 month', interval '1 month') AS month
      CROSS JOIN LATERAL (
        SELECT a.monthly_fen
        FROM dues_assessment a
        WHERE a.county = m.county AND a.member_id = m.id AND a.first_day <= month::date
        ORDER BY a.first_day DESC
        LIMIT 1
      ) AS assessed
      WHERE assessed.monthly_fen > 0
        AND NOT EXISTS (
          SELECT FROM dues_payment p
          WHERE p.county = m.county AND p.member_id = m.id AND p.void_time IS NULL AND p.days @> month::date)
    ) AS due
  ) AS unpaid
) AS owed
WHERE m.county = :county
  AND (m.org_path, m.id) > (:after_path, :after_id)
  AND m.org_path >= (
    SELECT CASE WHEN :filter_organization_id::text IS NULL THEN ''
                ELSE (SELECT o.org_path FROM organization o WHERE o.county = :county AND o.id = :filter_organization_id)
           END)
  AND m.org_path < (
    SELECT CASE WHEN :filter_organization_id::text IS NULL THEN '~'
                ELSE (SELECT o.org_path || '/' FROM organization o WHERE o.county = :county AND o.id = :filter_organization_id)
           END)
  AND m.state IN ('NORMAL', 'CORRECTING')
  AND began.first_day IS NOT NULL
  AND owed.consecutive_months >= :least_months::bigint
ORDER BY m.org_path, m.id
LIMIT :page_limit
