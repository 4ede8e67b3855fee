-- Migration: a table with row-level security.
CREATE TABLE note (
  county text, id text, org_path text COLLATE "C", body text NOT NULL DEFAULT '',
  PRIMARY KEY (county, id));
SELECT protect('note');
