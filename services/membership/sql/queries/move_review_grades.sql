-- Rewrites the paths of the review grades of a subtree. Served by review_grade_order.
UPDATE review_grades
SET version = version + 1,
  update_time = now(),
  org_path = :new_path || substr(org_path, length(:old_path) + 1)
WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
RETURNING name, etag, create_time, update_time, org_path, review, member, display_name, self_date, peers_date, ballot_date, ballots,
  decision_date, grade, exempt_reason, at_inflow
