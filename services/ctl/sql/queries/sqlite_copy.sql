-- The tables of migrations/0001_copy.sql for SQLite, where texts compare byte by byte anyway.
CREATE TABLE IF NOT EXISTS feed_copy_position (
  source text NOT NULL,
  county text NOT NULL,
  cursor text NOT NULL,
  revision integer NOT NULL,
  whole integer NOT NULL,
  settled integer NOT NULL,
  chain integer NOT NULL,
  PRIMARY KEY (source, county)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS feed_copy_resource (
  source text NOT NULL,
  county text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  org_path text NOT NULL,
  revision integer NOT NULL,
  resource blob NOT NULL,
  sensitive blob,
  PRIMARY KEY (source, county, name)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS feed_copy_checkpoint (
  source text NOT NULL,
  county text NOT NULL,
  chain integer NOT NULL,
  seq integer NOT NULL,
  hash blob NOT NULL,
  checkpoint blob NOT NULL,
  PRIMARY KEY (source, county, chain, seq)
) WITHOUT ROWID;
