-- Day of the last decision in a review; NULL when there is none. Served by the unique constraint of review_grade.
SELECT max(decision_date) AS day
FROM review_grade
WHERE county = :county AND review_id = :id
