-- The first 20 things that each of some figures counts, with a name for each. Index fact_count, then the rows.
SELECT figure, counted, label
FROM (
  SELECT figure, counted, min(label) AS label,
         row_number() OVER (PARTITION BY figure ORDER BY min(org_path), min(id)) AS place
  FROM figure_record(:county, :as_of::date, :since::date)
  WHERE figure = ANY (:figures::text[])
  GROUP BY figure, counted
) AS named
WHERE place <= 20
ORDER BY figure, place
