-- Forgets operations that ended long ago, a small batch at a time. Served by operation_done.
DELETE FROM operation
WHERE (county, id) IN (
  SELECT county, id
  FROM operation
  WHERE state = 'DONE' AND done_time < :before
  ORDER BY done_time
  LIMIT 1000
)
