-- Opens an account of :year for each member of :rows, or brings its role, name and path up to date; returns those
-- that are new or changed. A role that is not given stays what it is, MEMBER at first.
INSERT INTO credit_account AS o (
  county, id, org_path, member_id, display_name, year, role, target_milli, rule_version
)
SELECT
  :county, :year::integer || '-' || given.member_id, given.org_path, given.member_id, given.display_name,
  :year::integer,
  COALESCE(given.role, known.role, 'MEMBER'),
  CASE COALESCE(given.role, known.role, 'MEMBER')
    WHEN 'COMMITTEE' THEN :committee_milli::bigint
    ELSE :member_milli::bigint
  END,
  :rule_version
FROM jsonb_to_recordset(:rows::jsonb) AS given (org_path text, member_id text, display_name text, role text)
LEFT JOIN credit_account AS known
  ON known.county = :county AND known.year = :year::integer AND known.member_id = given.member_id
ORDER BY given.member_id
ON CONFLICT (county, id) DO UPDATE SET
  org_path = EXCLUDED.org_path,
  display_name = EXCLUDED.display_name,
  role = EXCLUDED.role,
  target_milli = EXCLUDED.target_milli,
  rule_version = EXCLUDED.rule_version,
  version = o.version + 1,
  update_time = now()
WHERE (o.org_path, o.display_name, o.role, o.target_milli)
  IS DISTINCT FROM (EXCLUDED.org_path, EXCLUDED.display_name, EXCLUDED.role, EXCLUDED.target_milli)
RETURNING
  'counties/' || o.county || '/creditAccounts/' || o.id AS name, o.version::text AS etag, o.create_time,
  o.update_time, o.org_path, 'counties/' || o.county || '/members/' || o.member_id AS member, o.display_name,
  o.year, o.role, o.target_milli, o.earned_milli,
  greatest(o.target_milli - o.earned_milli, 0) AS missing_milli, o.rule_version
