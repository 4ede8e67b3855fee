-- Returns how many sessions of a class lie outside two days of UTC+8, both inclusive. Index: session_class.
SELECT count(*) AS outside
FROM session
WHERE county = :county
  AND class_id = :id
  AND (start_time AT TIME ZONE INTERVAL '8 hours')::date NOT BETWEEN :start_date AND :end_date
