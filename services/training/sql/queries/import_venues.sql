-- Writes the venues of a chunk and returns those that are new (etag 1) or changed; equal ones stay out.
INSERT INTO venue AS o (
  county, id, org_path, organization_id, display_name, kind, state, division, address, capacity, honours,
  themes, opening_hours
)
SELECT
  :county, given.id, given.org_path, given.organization_id, given.display_name, given.kind,
  COALESCE(given.state, 'ACTIVE'), given.division, given.address, given.capacity, given.honours,
  given.themes, given.opening_hours
FROM jsonb_to_recordset(:rows::jsonb) AS given (
    id text, org_path text, organization_id text, display_name text, kind text, state text, division text,
    address text, capacity integer, honours jsonb, themes jsonb, opening_hours text
)
ON CONFLICT (county, id) DO UPDATE SET
  org_path = EXCLUDED.org_path,
  organization_id = EXCLUDED.organization_id,
  display_name = EXCLUDED.display_name,
  kind = EXCLUDED.kind,
  state = EXCLUDED.state,
  division = EXCLUDED.division,
  address = EXCLUDED.address,
  capacity = EXCLUDED.capacity,
  honours = EXCLUDED.honours,
  themes = EXCLUDED.themes,
  opening_hours = EXCLUDED.opening_hours,
  version = o.version + 1,
  update_time = now()
WHERE (
    o.org_path, o.organization_id, o.display_name, o.kind, o.state, o.division, o.address, o.capacity,
    o.honours, o.themes, o.opening_hours
  ) IS DISTINCT FROM (
    EXCLUDED.org_path, EXCLUDED.organization_id, EXCLUDED.display_name, EXCLUDED.kind, EXCLUDED.state,
    EXCLUDED.division, EXCLUDED.address, EXCLUDED.capacity, EXCLUDED.honours, EXCLUDED.themes,
    EXCLUDED.opening_hours
  )
RETURNING
  'counties/' || o.county || '/venues/' || o.id AS name, o.version::text AS etag, o.create_time,
  o.update_time, o.org_path,
  'counties/' || o.county || '/organizations/' || o.organization_id AS organization, o.display_name, o.kind,
  o.state, o.division, o.address, o.capacity, o.honours, o.themes, o.opening_hours
