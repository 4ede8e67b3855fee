-- Days at which these posts and these candidates are taken, and where, whoever's they are. Served by placement_post and
-- placement_overlaps.
SELECT placement_id, candidate_id, post_id, host, start_date, end_date
FROM stays(:county, :post_ids::jsonb, :candidate_ids::jsonb)
