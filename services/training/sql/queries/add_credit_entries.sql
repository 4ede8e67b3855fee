-- Adds entries to the ledger and returns them.
INSERT INTO credit_entry AS o (
  county, id, org_path, account_id, member_id, year, source, class_id, session_id, date, start_time, end_time, tasks,
  raw_minutes, hours_milli, rule_version
)
SELECT
  :county, given.id, given.org_path, given.account_id, given.member_id, given.year, given.source, given.class_id,
  given.session_id, given.date, given.start_time, given.end_time, given.tasks, given.raw_minutes, given.hours_milli,
  given.rule_version
FROM jsonb_to_recordset(:rows::jsonb) AS given (
  id text, org_path text, account_id text, member_id text, year integer, source text, class_id text, session_id text,
  date date, start_time timestamptz, end_time timestamptz, tasks jsonb, raw_minutes integer, hours_milli bigint,
  rule_version text
)
RETURNING
  'counties/' || o.county || '/creditEntries/' || o.id AS name, o.version::text AS etag, o.create_time,
  o.update_time, o.org_path, 'counties/' || o.county || '/creditAccounts/' || o.account_id AS account,
  'counties/' || o.county || '/members/' || o.member_id AS member, o.year, o.source,
  'counties/' || o.county || '/classes/' || o.class_id AS class,
  'counties/' || o.county || '/sessions/' || o.session_id AS session, o.date, o.tasks, o.raw_minutes,
  o.hours_milli, o.rule_version
