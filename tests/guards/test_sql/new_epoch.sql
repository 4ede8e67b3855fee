-- The feed's head is a revision on, in another epoch.
UPDATE membership.county_head
SET revision = revision + 1, epoch = gen_random_uuid()
WHERE county = :county;
