-- Returns one account. Index: credit_account_pkey.
SELECT
  'counties/' || county || '/creditAccounts/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/members/' || member_id AS member, display_name, year, role,
  target_milli, earned_milli, greatest(target_milli - earned_milli, 0) AS missing_milli, rule_version
FROM credit_account
WHERE county = :county
  AND id = :id
  AND NOT closed
