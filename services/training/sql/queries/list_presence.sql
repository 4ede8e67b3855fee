-- Returns who was in which session of a class. Indexes: session_class and the unique one of attendance.
SELECT attendance.member_id, attendance.session_id
FROM session
JOIN attendance ON attendance.county = session.county AND attendance.session_id = session.id
WHERE session.county = :county
  AND session.class_id = :id
  AND attendance.status IN ('PRESENT', 'LATE')
