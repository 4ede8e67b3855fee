-- Schemes by which branches are assessed, their scores and the branches named.
CREATE TABLE scheme (
  county text NOT NULL,
  id text COLLATE "C" NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  organization_id text NOT NULL,
  kind text NOT NULL,
  display_name text NOT NULL,
  dimensions jsonb NOT NULL,
  pass_points integer NOT NULL DEFAULT 90,
  source text NOT NULL DEFAULT '',
  state text NOT NULL DEFAULT 'ACTIVE',
  PRIMARY KEY (county, id)
);
CREATE INDEX scheme_order ON scheme (county, org_path, id);
CREATE UNIQUE INDEX scheme_already_active ON scheme (county, organization_id, kind) WHERE state = 'ACTIVE';
SELECT protect('scheme');

CREATE TABLE score (
  county text NOT NULL,
  id text COLLATE "C" NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  scheme_id text NOT NULL,
  organization_id text NOT NULL,
  dimension text NOT NULL,
  year integer NOT NULL,
  points integer NOT NULL DEFAULT 0,
  evidence text NOT NULL DEFAULT '',
  PRIMARY KEY (county, id),
  CONSTRAINT reference_not_found FOREIGN KEY (county, scheme_id) REFERENCES scheme (county, id),
  UNIQUE (county, scheme_id, organization_id, year, dimension)
);
CREATE INDEX score_order ON score (county, org_path, id);
SELECT protect('score');

CREATE TABLE naming (
  county text NOT NULL,
  id text COLLATE "C" NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  scheme_id text NOT NULL,
  organization_id text NOT NULL,
  year integer NOT NULL,
  mean_points double precision NOT NULL,
  PRIMARY KEY (county, id),
  CONSTRAINT reference_not_found FOREIGN KEY (county, scheme_id) REFERENCES scheme (county, id),
  CONSTRAINT branch_already_named UNIQUE (county, scheme_id, organization_id, year)
);
CREATE INDEX naming_order ON naming (county, org_path, id);
SELECT protect('naming');
