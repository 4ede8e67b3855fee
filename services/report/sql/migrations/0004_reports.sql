-- Work reports as they were said: text, spans, and the figures of that moment. Rows are never changed.
CREATE TABLE report (
  county text NOT NULL,
  id text COLLATE "C" NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  as_of date NOT NULL,
  title text NOT NULL,
  text text NOT NULL,
  spans jsonb NOT NULL,
  figures jsonb NOT NULL,
  identities jsonb NOT NULL,
  claims jsonb NOT NULL,
  rule_version text NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX report_order ON report (county, org_path, id);
SELECT protect('report');
