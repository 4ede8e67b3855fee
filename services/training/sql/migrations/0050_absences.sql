-- Members who are sent away for a time, as the service that sends them tells it; `sequence` is that of its latest word.
CREATE TABLE absence (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  member_id text NOT NULL,
  display_name text NOT NULL,
  state text NOT NULL,
  start_date date NOT NULL,
  end_date date NOT NULL,
  host text NOT NULL,
  purpose text NOT NULL DEFAULT '',
  source text NOT NULL DEFAULT '',
  sequence bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id),
  CONSTRAINT absence_term CHECK (end_date >= start_date)
);
CREATE INDEX absence_path ON absence (county, org_path, id);
CREATE INDEX absence_member ON absence (county, member_id);
SELECT protect('absence');
