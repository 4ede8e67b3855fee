-- Columns that may hold values sealed under another key than the one that `prefix` stands for.
SELECT s.relation, s.attribute
FROM sealed_columns() s
WHERE NOT EXISTS (
  SELECT FROM resealed r WHERE r.relation = s.relation AND r.attribute = s.attribute AND r.prefix = :prefix::bytea
)
ORDER BY s.relation, s.attribute
