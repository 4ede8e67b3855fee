-- Takes a resource out of the read model, with what it counted as. Primary keys.
WITH entries AS (
  DELETE FROM figure_entry
  WHERE county = :county
    AND type = :type
    AND id = :id
)
DELETE FROM fact
WHERE county = :county
  AND type = :type
  AND id = :id
