-- The feed's head is a revision behind what it has told.
UPDATE membership.county_head
SET revision = revision - 1
WHERE county = :county;
