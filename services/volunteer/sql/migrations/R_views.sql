-- Rows as the contract shows them. Queries name columns of these views and never repeat how a name or an etag is made; the
-- views can be written through, and security_invoker leaves row-level security to the caller.

DROP VIEW IF EXISTS teams;
CREATE VIEW teams WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/teams/' || id AS name,
  version::text AS etag,
  org_path,
  create_time,
  update_time,
  display_name,
  kind,
  organization_id,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  community_id,
  'counties/' || county || '/organizations/' || community_id AS community,
  community_id IS NOT NULL AS has_community,
  founded_date,
  state
FROM team;

DROP VIEW IF EXISTS events;
CREATE VIEW events WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/events/' || id AS name,
  version::text AS etag,
  org_path,
  create_time,
  update_time,
  title,
  organization_id,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  sector,
  team_id,
  'counties/' || county || '/teams/' || team_id AS team,
  community_division,
  place,
  category,
  field,
  theme,
  start_time,
  end_time,
  quota,
  risk_note,
  insured,
  state,
  participant_count,
  served_minutes,
  closed_time
FROM event;

DROP VIEW IF EXISTS joint_activities;
CREATE VIEW joint_activities WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/jointActivities/' || id AS name,
  version::text AS etag,
  org_path,
  create_time,
  update_time,
  title,
  kind,
  organization_id,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  partners,
  held_date,
  description
FROM joint_activity;

DROP VIEW IF EXISTS participations;
CREATE VIEW participations WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/participations/' || id AS name,
  version::text AS etag,
  org_path,
  create_time,
  update_time,
  event_id,
  'counties/' || county || '/events/' || event_id AS event,
  member_id,
  'counties/' || county || '/members/' || member_id AS member,
  display_name,
  state,
  channel,
  signed_up_by,
  check_in_time,
  check_out_time,
  minutes,
  content,
  flags,
  recorded_by,
  certified_by,
  certified_time,
  rule_version
FROM participation;

DROP VIEW IF EXISTS tickets;
CREATE VIEW tickets WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/tickets/' || id AS name,
  version::text AS etag,
  org_path,
  create_time,
  update_time,
  kind,
  topic,
  source,
  ticket_class,
  community_division,
  description,
  reporter_phone_sealed,
  organization_id,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  assigned_organization_id,
  'counties/' || county || '/organizations/' || assigned_organization_id AS assigned_organization,
  state,
  registered_time,
  due_time,
  resolved_time,
  closed_time,
  satisfaction,
  rework_count,
  rule_version,
  steps
FROM ticket;

DROP VIEW IF EXISTS suggestions;
CREATE VIEW suggestions WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/suggestions/' || id AS name,
  version::text AS etag,
  org_path,
  create_time,
  update_time,
  organization_id,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  proposer_kind,
  proposer,
  topic,
  content,
  submitted_date,
  screening,
  assigned_organization_id,
  'counties/' || county || '/organizations/' || assigned_organization_id AS assigned_organization,
  adoption,
  reply,
  effect,
  adoption_date
FROM suggestion;

DROP VIEW IF EXISTS returnees;
CREATE VIEW returnees WITH (security_invoker = true) AS
SELECT
  county,
  id,
  version,
  'counties/' || county || '/returnees/' || id AS name,
  version::text AS etag,
  org_path,
  create_time,
  update_time,
  organization_id,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  display_name,
  person_kind,
  member_id,
  'counties/' || county || '/members/' || member_id AS member,
  phone_sealed,
  kind,
  return_date,
  origin_division,
  enterprise,
  investment,
  jobs,
  households_helped,
  income_gain,
  verified_by,
  verified_date
FROM returnee;
