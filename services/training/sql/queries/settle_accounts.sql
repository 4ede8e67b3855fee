-- Reckons the accounts of :member_id and :other_id anew: hours are those of the entries, and an account is closed that is of :gone
-- or has neither entry nor enrolment. Returns the accounts that changed. Indexes: credit_account_member, credit_entry_account,
-- enrolment_member.
WITH reckoned AS (
  SELECT account.county, account.id,
    COALESCE((SELECT sum(entry.hours_milli)
              FROM credit_entry AS entry
              WHERE entry.county = account.county AND entry.account_id = account.id), 0)::bigint AS earned_milli,
    account.member_id = :gone
    OR NOT EXISTS (
         SELECT
         FROM credit_entry AS entry
         WHERE entry.county = account.county AND entry.account_id = account.id)
       AND NOT EXISTS (
         SELECT
         FROM enrolment
         JOIN training_class ON training_class.county = enrolment.county AND training_class.id = enrolment.class_id
         WHERE enrolment.county = account.county
           AND enrolment.member_id = account.member_id
           AND training_class.year = account.year) AS closed
  FROM credit_account AS account
  WHERE account.county = :county
    AND account.member_id IN (:member_id, :other_id)
)
UPDATE credit_account AS o
SET
  earned_milli = reckoned.earned_milli,
  closed = reckoned.closed,
  version = o.version + 1,
  update_time = now()
FROM reckoned
WHERE o.county = reckoned.county
  AND o.id = reckoned.id
  AND (o.earned_milli, o.closed) IS DISTINCT FROM (reckoned.earned_milli, reckoned.closed)
RETURNING o.id, o.org_path, o.year, o.member_id = :gone AS gone, o.closed
