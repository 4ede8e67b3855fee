-- Opens a review. review_year_taken refuses a second one of the branch and year.
INSERT INTO reviews (county, id, org_path, organization_id, year, open_date, combined)
VALUES (:county, :id, :org_path, :organization_id, :year, :open_date, :combined)
RETURNING name, etag, create_time, update_time, org_path, organization, year, open_date, combined, state, close_date, document,
  member_count, excellent_count, qualified_count, basically_qualified_count, unqualified_count, exempt_count
