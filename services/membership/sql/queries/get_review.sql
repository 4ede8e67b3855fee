-- One review. Served by review_pkey.
SELECT name, etag, create_time, update_time, org_path, organization, year, open_date, combined, state, close_date, document,
  member_count, excellent_count, qualified_count, basically_qualified_count, unqualified_count, exempt_count
FROM reviews
WHERE county = :county AND id = :id
