-- The audit log: one hash chain a county, bookkeeping without row-level security. Its head is in county_head (common/feed).

-- One row a call. `resources` is a JSON array as text, hashed as it stands; what may hold personal data is in
-- details_sealed.
CREATE TABLE audit_entry (
  county text NOT NULL,
  seq bigint NOT NULL,
  time timestamptz NOT NULL,
  subject text NOT NULL,
  service text NOT NULL,
  origin text NOT NULL,
  trace_id text NOT NULL,
  method text NOT NULL,
  result text NOT NULL,
  reason text NOT NULL,
  resources text NOT NULL,
  before_hash bytea NOT NULL,
  after_hash bytea NOT NULL,
  details_sealed bytea NOT NULL,
  algorithm text NOT NULL,
  content_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (county, seq)
);

-- The last archived entry of a county: its chain goes on from here. The signature keeps others from making one.
CREATE TABLE audit_anchor (
  county text PRIMARY KEY,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  archive_digest bytea NOT NULL,
  key_id text NOT NULL,
  signature bytea NOT NULL,
  archive_time timestamptz NOT NULL DEFAULT now()
);

-- Checkpoints of other services' chains, as their feeds brought them: the last one of each day.
CREATE TABLE audit_witness (
  county text NOT NULL,
  source text NOT NULL,
  day date NOT NULL,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  key_id text NOT NULL,
  signature bytea NOT NULL,
  time timestamptz NOT NULL,
  PRIMARY KEY (county, source, day)
);

-- The app role appends and reads; it can't change what was written.
DO $revoke$
BEGIN
  EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM %I', 'xf_' || current_schema() || '_app');
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_anchor FROM %I', 'xf_' || current_schema() || '_app');
END
$revoke$;
