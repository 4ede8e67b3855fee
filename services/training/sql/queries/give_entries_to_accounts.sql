-- The entries of :member_id are those of his accounts. Index: credit_entry_day.
UPDATE credit_entry
SET
  account_id = year || '-' || member_id,
  version = version + 1,
  update_time = now()
WHERE county = :county
  AND member_id = :member_id
  AND account_id <> year || '-' || member_id
RETURNING
  'counties/' || county || '/creditEntries/' || id AS name, version::text AS etag, create_time, update_time, org_path,
  'counties/' || county || '/creditAccounts/' || account_id AS account,
  'counties/' || county || '/members/' || member_id AS member, year, source,
  'counties/' || county || '/classes/' || class_id AS class,
  'counties/' || county || '/sessions/' || session_id AS session, date, tasks, raw_minutes, hours_milli, rule_version
