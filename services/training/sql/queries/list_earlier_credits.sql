-- Returns what the trainees of a class were credited for, on the days of its sessions, by other classes.
-- Indexes: session_class, the unique one of enrolment, credit_entry_day.
SELECT
  entry.member_id, entry.hours_milli, EXTRACT(EPOCH FROM entry.start_time)::bigint AS start_seconds,
  EXTRACT(EPOCH FROM entry.end_time)::bigint AS end_seconds
FROM (
  SELECT DISTINCT (start_time AT TIME ZONE INTERVAL '8 hours')::date AS date
  FROM session
  WHERE county = :county
    AND class_id = :id
) AS day
JOIN enrolment ON enrolment.county = :county AND enrolment.class_id = :id
JOIN credit_entry AS entry
  ON entry.county = :county
  AND entry.member_id = enrolment.member_id
  AND entry.date = day.date
