-- Keeps followers from writing how far they are, until the transaction ends.
SELECT 1 AS one
FROM volunteer.feed_inbox
WHERE county = :county
FOR UPDATE
