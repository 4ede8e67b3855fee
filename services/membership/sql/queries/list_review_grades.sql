-- A page of grades by path and id. Served by review_grade_order as one range; of one review by its unique constraint.
SELECT name, etag, create_time, update_time, org_path, review, member, display_name, self_date, peers_date, ballot_date, ballots,
  decision_date, grade, exempt_reason, at_inflow
FROM review_grades
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_review_id::text IS NULL OR review_id = :filter_review_id)
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
  AND (:filter_grade::text IS NULL OR grade = :filter_grade)
ORDER BY org_path, id
LIMIT :page_limit
