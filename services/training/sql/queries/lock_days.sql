-- Holds the days of members until the end of the transaction: who is sent away and who is enrolled are judged one after the
-- other. In order of id, so that no two wait for one another.
SELECT pg_advisory_xact_lock(hashtextextended('training days ' || :county || ' ' || days.member_id, 0))
FROM (
  SELECT DISTINCT given.member_id
  FROM jsonb_to_recordset(:rows::jsonb) AS given (member_id text)
  ORDER BY given.member_id
) AS days
