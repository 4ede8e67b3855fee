-- Organizations of a county: a tree, kept as paths.
CREATE TABLE organization (
  county             text        NOT NULL,
  id                 text        NOT NULL,
  uid                text        NOT NULL DEFAULT gen_random_uuid()::text,
  org_path           text COLLATE "C" NOT NULL,
  version            bigint      NOT NULL DEFAULT 1,
  create_time        timestamptz NOT NULL DEFAULT now(),
  update_time        timestamptz NOT NULL DEFAULT now(),
  display_name       text        NOT NULL,
  kind               text        NOT NULL,
  sector             text,
  superior_id        text,
  unit_name          text        NOT NULL DEFAULT '',
  unit_relation      text,
  credit_code        text        NOT NULL DEFAULT '',
  division           text COLLATE "C" NOT NULL DEFAULT '',
  founded_date       date,
  dissolved_date     date,
  national_org_code  text        NOT NULL DEFAULT '',
  CONSTRAINT organization_pkey PRIMARY KEY (county, id),
  CONSTRAINT organization_superior_fkey FOREIGN KEY (county, superior_id) REFERENCES organization (county, id),
  CONSTRAINT organization_dates_check CHECK (dissolved_date >= founded_date)
);
CREATE UNIQUE INDEX organization_path ON organization (county, org_path);
CREATE INDEX organization_order ON organization (county, org_path, id);
CREATE INDEX organization_superior ON organization (county, superior_id);
CREATE INDEX organization_division ON organization (county, division);
SELECT protect('organization');

-- What an organization was called and whom it was under, by days and by what we knew when.
CREATE TABLE organization_fact (
  county           text        NOT NULL,
  fact_id          bigint      GENERATED ALWAYS AS IDENTITY,
  organization_id  text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  display_name     text        NOT NULL,
  superior_id      text,
  reason           text        NOT NULL DEFAULT '',
  valid            daterange   NOT NULL CHECK (NOT isempty(valid)),
  known_from       timestamptz NOT NULL DEFAULT now(),
  known_to         timestamptz,
  PRIMARY KEY (county, fact_id),
  FOREIGN KEY (county, organization_id) REFERENCES organization (county, id),
  CONSTRAINT organization_fact_overlap
    EXCLUDE USING gist (county WITH =, organization_id WITH =, valid WITH &&) WHERE (known_to IS NULL)
);
CREATE INDEX organization_fact_order ON organization_fact (county, org_path, fact_id);
SELECT protect('organization_fact');
