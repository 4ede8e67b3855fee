-- Records how far history was dropped; touches no row when another process has done so meanwhile. Last in its transaction,
-- because every writer of the county waits for this row.
UPDATE county_head
SET compacted_revision = :upto::bigint
WHERE county = :county AND compacted_revision = :after::bigint
