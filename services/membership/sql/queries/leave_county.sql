-- The member's name here is no more: it leads to :merged_into. Served by member_pkey.
UPDATE member
SET version = version + 1,
  update_time = now(),
  state = 'TRANSFERRED_OUT',
  merged_into = :merged_into
WHERE county = :county AND id = :id
