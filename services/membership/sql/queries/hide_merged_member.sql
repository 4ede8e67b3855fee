-- The duplicate's name is no more: it leads to :merged_into. Served by member_pkey.
UPDATE member
SET version = version + 1,
  update_time = now(),
  merged_into = :merged_into
WHERE county = :county AND id = :id
