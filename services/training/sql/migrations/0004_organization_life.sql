-- Records of organization life (党内组织生活): who held what, when, with how many.
CREATE TABLE activity (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  organization_id text NOT NULL,
  kind text NOT NULL,
  theme text NOT NULL,
  campaign text NOT NULL DEFAULT '',
  date date NOT NULL,
  attendee_count integer NOT NULL DEFAULT 0,
  expected_count integer NOT NULL DEFAULT 0,
  minutes integer NOT NULL DEFAULT 0,
  speaker text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id)
);
CREATE INDEX activity_path ON activity (county, org_path, id);
SELECT protect('activity');
