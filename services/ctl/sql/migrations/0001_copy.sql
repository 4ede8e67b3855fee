-- A consumer's copy of feeds in a PostgreSQL database of its own (xfctl feed pull --into DSN); queries/sqlite_copy.sql makes
-- the same tables in SQLite.
CREATE TABLE feed_copy_position (
  source text NOT NULL,
  county text NOT NULL,
  cursor text NOT NULL,
  revision bigint NOT NULL,
  whole int NOT NULL,
  settled bigint NOT NULL,
  chain bigint NOT NULL,
  PRIMARY KEY (source, county)
);

-- The resources as they came: `resource` is the serialized message of `type`, `sensitive` what include_sensitive added.
CREATE TABLE feed_copy_resource (
  source text NOT NULL,
  county text NOT NULL,
  name text COLLATE "C" NOT NULL,
  type text NOT NULL,
  org_path text NOT NULL,
  revision bigint NOT NULL,
  resource bytea NOT NULL,
  sensitive bytea,
  PRIMARY KEY (source, county, name)
);

-- Every audit checkpoint of the source that came along, whole: proof against a log that is rewritten later. `chain` counts
-- the times that the source sent the copy back to the beginning, as after a restore.
CREATE TABLE feed_copy_checkpoint (
  source text NOT NULL,
  county text NOT NULL,
  chain bigint NOT NULL,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  checkpoint bytea NOT NULL,
  PRIMARY KEY (source, county, chain, seq)
);
