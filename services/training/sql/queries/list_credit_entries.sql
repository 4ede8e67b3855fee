-- Returns a page of entries of the ledger. Index: credit_entry_path.
SELECT
  'counties/' || county || '/creditEntries/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/creditAccounts/' || account_id AS account,
  'counties/' || county || '/members/' || member_id AS member, year, source,
  'counties/' || county || '/classes/' || class_id AS class,
  'counties/' || county || '/sessions/' || session_id AS session, date, tasks, raw_minutes, hours_milli,
  rule_version
FROM credit_entry
WHERE county = :county
  AND (org_path, id) > (:after_path, :after_id)
  AND (:filter_member_id::text IS NULL OR member_id = :filter_member_id)
  AND (:filter_class_id::text IS NULL OR class_id = :filter_class_id)
  AND (:filter_year::text IS NULL OR year::text = :filter_year)
ORDER BY org_path, id
LIMIT :page_limit
