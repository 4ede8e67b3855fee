-- As after a restore: commits after `last` are gone, and the feed has another epoch.
DELETE FROM membership.feed_state
WHERE county = :county AND revision > :last;
DELETE FROM membership.change
WHERE county = :county AND revision > :last;
UPDATE membership.county_head
SET revision = :last, epoch = gen_random_uuid()
WHERE county = :county;
