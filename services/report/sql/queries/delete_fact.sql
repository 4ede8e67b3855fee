-- Takes a resource out of the read model. Primary key.
DELETE FROM fact
WHERE county = :county
  AND type = :type
  AND id = :id
