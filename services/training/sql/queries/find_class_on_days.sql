-- Returns an open class that a member is enrolled in on some of these days, its exam's among them. Index: enrolment_member.
SELECT 'counties/' || class.county || '/classes/' || class.id AS name, class.display_name
FROM enrolment
JOIN training_class AS class ON class.county = enrolment.county AND class.id = enrolment.class_id
WHERE enrolment.county = :county
  AND enrolment.member_id = :member_id
  AND enrolment.state <> 'WITHDRAWN'
  AND class.state <> 'CLOSED'
  AND (class.start_date <= :end_date AND class.end_date >= :start_date
    OR class.exam_date BETWEEN :start_date AND :end_date)
ORDER BY class.id
LIMIT 1
