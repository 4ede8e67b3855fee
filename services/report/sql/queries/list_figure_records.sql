-- A page of the rows behind a figure, each resource once with all that it counts as. Index figure_entry_order.
SELECT name, type, org_path, min(label) AS label, jsonb_agg(counted ORDER BY counted) AS counted_as
FROM figure_entry
WHERE county = :county
  AND figure = :figure
  AND (org_path, id) > (:after_path, :after_id)
  AND first_day <= :as_of::date
  AND last_day >= :as_of::date
  AND (first_day >= :since::date OR figure <> ALL (:period_figures::text[]))
GROUP BY org_path, id, name, type
ORDER BY org_path, id
LIMIT :page_limit
