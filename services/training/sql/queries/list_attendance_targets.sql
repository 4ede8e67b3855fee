-- Returns for each row of :rows the session's class and the trainee's path; NULL where there is no such session, or the
-- member is not enrolled in its class. Indexes: primary keys and the unique one of enrolment.
SELECT given.row, session.class_id, class.state AS class_state, enrolment.org_path
FROM jsonb_to_recordset(:rows::jsonb) AS given (row bigint, session_id text, member_id text)
LEFT JOIN session ON session.county = :county AND session.id = given.session_id
LEFT JOIN training_class AS class ON class.county = session.county AND class.id = session.class_id
LEFT JOIN enrolment
  ON enrolment.county = session.county
  AND enrolment.class_id = session.class_id
  AND enrolment.member_id = given.member_id
ORDER BY given.row
