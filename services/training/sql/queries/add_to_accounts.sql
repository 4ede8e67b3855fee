-- Adds the entries' hours of :rows to their accounts and returns those. Index: credit_account_pkey.
UPDATE credit_account AS o
SET
  earned_milli = o.earned_milli + given.hours_milli,
  version = o.version + 1,
  update_time = now()
FROM (
  SELECT account_id, sum(hours_milli)::bigint AS hours_milli
  FROM jsonb_to_recordset(:rows::jsonb) AS entry (account_id text, hours_milli bigint)
  GROUP BY account_id
) AS given
WHERE o.county = :county
  AND o.id = given.account_id
RETURNING
  'counties/' || o.county || '/creditAccounts/' || o.id AS name, o.version::text AS etag, o.create_time,
  o.update_time, o.org_path, 'counties/' || o.county || '/members/' || o.member_id AS member, o.display_name,
  o.year, o.role, o.target_milli, o.earned_milli,
  greatest(o.target_milli - o.earned_milli, 0) AS missing_milli, o.rule_version
