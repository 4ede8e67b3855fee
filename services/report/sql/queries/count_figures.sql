-- Value of each of some figures; one without rows is absent. A figure that counts rows has a distinct `counted` in each of
-- its entries, which spares it the sorting of tens of thousands of names. Index figure_entry_order alone.
SELECT figure, count(*) AS value
FROM figure_entry
WHERE county = :county
  AND figure = ANY (:row_figures::text[])
  AND first_day <= :as_of::date
  AND last_day >= :as_of::date
  AND (first_day >= :since::date OR figure <> ALL (:period_figures::text[]))
GROUP BY figure
UNION ALL
SELECT figure, count(DISTINCT counted) AS value
FROM figure_entry
WHERE county = :county
  AND figure = ANY (:distinct_figures::text[])
  AND first_day <= :as_of::date
  AND last_day >= :as_of::date
  AND (first_day >= :since::date OR figure <> ALL (:period_figures::text[]))
GROUP BY figure
