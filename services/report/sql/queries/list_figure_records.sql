-- A page of the rows behind a figure, each resource once with all that it counts as. Index fact_order.
SELECT name, type, org_path, min(label) AS label, jsonb_agg(DISTINCT counted) AS counted_as
FROM figure_record(:county, :as_of::date, :since::date)
WHERE figure = :figure
  AND (org_path, id) > (:after_path, :after_id)
GROUP BY org_path, id, name, type
ORDER BY org_path, id
LIMIT :page_limit
