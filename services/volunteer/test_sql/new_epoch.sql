-- Gives membership's feed of the county another epoch, as a restore does.
UPDATE membership.county_head
SET epoch = gen_random_uuid()
WHERE county = :county;
