-- A member's evaluation in the review :id, locked until the end of the transaction. Served by its unique constraint.
SELECT name, etag, create_time, update_time, org_path, review, member, display_name, self_date, peers_date, ballot_date, ballots,
  decision_date, grade, exempt_reason, at_inflow
FROM review_grades
WHERE county = :county AND review_id = :id AND member_id = :member_id
FOR UPDATE
