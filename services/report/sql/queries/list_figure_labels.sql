-- The first 20 things that each of some figures counts, with a name for each. Index figure_entry_order.
SELECT figure, counted, label
FROM (
  SELECT figure, counted, min(label) AS label,
         row_number() OVER (PARTITION BY figure ORDER BY min(org_path), min(id), min(place)) AS place
  FROM figure_entry
  WHERE county = :county
    AND figure = ANY (:figures::text[])
    AND first_day <= :as_of::date
    AND last_day >= :as_of::date
    AND (first_day >= :since::date OR figure <> ALL (:period_figures::text[]))
  GROUP BY figure, counted
) AS named
WHERE place <= 20
ORDER BY figure, place
