-- Who was placed for how long behind the figures that count placements. Index figure_entry_order, primary key of fact.
SELECT e.figure,
       round(avg((f.body ->> 'age_at_start')::numeric), 1) AS mean_age,
       min((f.body ->> 'months')::integer) AS shortest_months,
       max((f.body ->> 'months')::integer) AS longest_months,
       count(DISTINCT f.body ->> 'batch') AS batches
FROM figure_entry AS e
  JOIN fact AS f USING (county, type, id)
WHERE county = :county
  AND e.figure = ANY (:figures::text[])
  AND e.first_day BETWEEN :since::date AND :as_of::date
GROUP BY e.figure
