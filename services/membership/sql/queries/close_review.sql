-- Closes a review with the counts of its grades and of the branch's members. Served by review_pkey.
UPDATE reviews
SET version = version + 1,
  update_time = now(),
  state = 'CLOSED',
  close_date = :close_date,
  document = :document,
  member_count = (
    SELECT count(*)
    FROM members m
    WHERE m.county = :county AND m.org_path = reviews.org_path AND m.organization_id = reviews.organization_id
      AND m.state IN ('NORMAL', 'CORRECTING')),
  excellent_count = counted.excellent,
  qualified_count = counted.qualified,
  basically_qualified_count = counted.basically_qualified,
  unqualified_count = counted.unqualified,
  exempt_count = counted.exempt
FROM (
  SELECT count(*) FILTER (WHERE grade = 'EXCELLENT') AS excellent,
    count(*) FILTER (WHERE grade = 'QUALIFIED') AS qualified,
    count(*) FILTER (WHERE grade = 'BASICALLY_QUALIFIED') AS basically_qualified,
    count(*) FILTER (WHERE grade = 'UNQUALIFIED') AS unqualified,
    count(*) FILTER (WHERE grade IS NULL AND exempt_reason <> '') AS exempt
  FROM review_grade
  WHERE county = :county AND review_id = :id
) AS counted
WHERE county = :county AND id = :id
RETURNING name, etag, create_time, update_time, org_path, organization, year, open_date, combined, state, close_date, document,
  member_count, excellent_count, qualified_count, basically_qualified_count, unqualified_count, exempt_count
