-- Returns a page of a year's accounts below their target, in order of path: a working list, not a ranking.
-- Index: credit_account_short.
SELECT
  'counties/' || county || '/creditAccounts/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/members/' || member_id AS member, display_name, year, role,
  target_milli, earned_milli, greatest(target_milli - earned_milli, 0) AS missing_milli, rule_version
FROM credit_account
WHERE county = :county
  AND year = :year
  AND earned_milli < target_milli
  AND NOT closed
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_role::text IS NULL OR role = :filter_role)
ORDER BY org_path, id
LIMIT :page_limit
