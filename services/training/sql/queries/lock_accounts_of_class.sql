-- Locks the accounts of a class's trainees in one order until the transaction ends, so that two classes that close at
-- once do not both fill the same day. Indexes: the unique ones of enrolment and credit_account.
SELECT account.id
FROM credit_account AS account
WHERE account.county = :county
  AND account.year = :year::integer
  AND account.member_id IN (
    SELECT member_id
    FROM enrolment
    WHERE county = :county
      AND class_id = :id
  )
ORDER BY account.id
FOR UPDATE
