-- Value of every figure, or of one alone; a figure without rows is absent. Index fact_count.
SELECT figure, count(*) AS value
FROM (
  SELECT DISTINCT figure, counted
  FROM figure_record(:county, :as_of::date, :since::date)
  WHERE :figure::text IS NULL OR figure = :figure
) AS counted
GROUP BY figure
