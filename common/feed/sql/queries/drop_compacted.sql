-- Drops what one step of retention lets go: changes that a newer one up to `upto` has replaced, and tombstones. The latest
-- change of every live resource stays: moves and first copies need it. By primary key.
DELETE FROM change
WHERE county = :county
  AND revision IN (
    SELECT previous_revision
    FROM change
    WHERE county = :county AND revision > :after::bigint AND revision <= :upto::bigint
    UNION ALL
    SELECT revision
    FROM change
    WHERE county = :county AND revision > :after::bigint AND revision <= :upto::bigint AND resource IS NULL
  )
