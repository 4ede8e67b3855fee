-- Gives every county's feed another epoch: after a restore, a position of before is none.
UPDATE county_head
SET epoch = gen_random_uuid()
