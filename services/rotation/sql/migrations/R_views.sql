-- Rows as the contract shows them. Queries name columns of these views and never repeat how a name or an etag is made; the
-- views are simple, so they can be written through with RETURNING, and security_invoker leaves row-level security to the
-- caller. They show the columns that a table had when they were made: a migration that adds some changes this file too, if
-- only by its number: 0052. Columns that are no field (county, id, version, …_id) are there to be asked for and written.
DROP VIEW IF EXISTS programs, batches, posts, candidates, placements, plans;

CREATE VIEW programs WITH (security_invoker = true) AS
SELECT
  *,
  'counties/' || county || '/programs/' || id AS name,
  version::text AS etag,
  'counties/' || county || '/organizations/' || organization_id AS organization
FROM program;

CREATE VIEW batches WITH (security_invoker = true) AS
SELECT
  *,
  'counties/' || county || '/batches/' || id AS name,
  version::text AS etag,
  'counties/' || county || '/programs/' || program_id AS program
FROM batch;

CREATE VIEW posts WITH (security_invoker = true) AS
SELECT
  *,
  'counties/' || county || '/posts/' || id AS name,
  version::text AS etag,
  'counties/' || county || '/organizations/' || organization_id AS organization
FROM post;

CREATE VIEW candidates WITH (security_invoker = true) AS
SELECT
  *,
  'counties/' || county || '/candidates/' || id AS name,
  version::text AS etag,
  'counties/' || county || '/members/' || member_id AS member,
  'counties/' || county || '/organizations/' || organization_id AS organization
FROM candidate;

CREATE VIEW placements WITH (security_invoker = true) AS
SELECT
  *,
  'counties/' || county || '/placements/' || id AS name,
  version::text AS etag,
  'counties/' || county || '/candidates/' || candidate_id AS candidate,
  'counties/' || county || '/posts/' || post_id AS post,
  'counties/' || county || '/programs/' || program_id AS program,
  'counties/' || county || '/batches/' || batch_id AS batch,
  'counties/' || county || '/members/' || member_id AS member,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  'counties/' || county || '/operations/' || operation_id AS operation,
  appraisal IS NOT NULL AS appraised
FROM placement;

CREATE VIEW plans WITH (security_invoker = true) AS
SELECT
  *,
  'counties/' || county || '/plans/' || id AS name,
  version::text AS etag,
  'counties/' || county || '/organizations/' || organization_id AS organization,
  'counties/' || county || '/programs/' || program_id AS program,
  'counties/' || county || '/plans/' || base_plan_id AS base_plan,
  'counties/' || county || '/operations/' || operation_id AS operation
FROM plan;
