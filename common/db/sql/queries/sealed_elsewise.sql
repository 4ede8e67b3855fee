-- A batch of values of a county that another key has sealed; by a scan from a place in the table on.
SELECT place::text AS place, sealed
FROM sealed_elsewise(:relation, :attribute, :county, :prefix::bytea, :after_place::tid, :most::int)
