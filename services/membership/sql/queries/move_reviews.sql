-- Rewrites the paths of the reviews of a subtree. Served by review_order.
UPDATE reviews
SET version = version + 1,
  update_time = now(),
  org_path = :new_path || substr(org_path, length(:old_path) + 1)
WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
RETURNING name, etag, create_time, update_time, org_path, organization, year, open_date, combined, state, close_date, document,
  member_count, excellent_count, qualified_count, basically_qualified_count, unqualified_count, exempt_count
