-- Who was placed for how long behind the figures that count placements. Primary key of fact.
SELECT r.figure,
       round(avg((f.body ->> 'age_at_start')::numeric), 1) AS mean_age,
       min((f.body ->> 'months')::integer) AS shortest_months,
       max((f.body ->> 'months')::integer) AS longest_months,
       count(DISTINCT NULLIF(f.body ->> 'batch', '')) AS batches
FROM figure_record(:county, :as_of::date, :since::date) AS r
  JOIN fact AS f ON f.county = :county AND f.type = r.type AND f.id = r.id
WHERE r.figure = ANY (:figures::text[])
GROUP BY r.figure
