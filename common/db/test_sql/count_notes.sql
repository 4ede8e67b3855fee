-- Number of the rows that the session sees.
SELECT count(*) AS rows
FROM note
