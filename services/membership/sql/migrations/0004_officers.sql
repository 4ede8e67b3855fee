-- Appointments of officers, as facts: what we know of one now is its row with known_to NULL.
CREATE TABLE officer_fact (
  county           text        NOT NULL,
  fact_id          bigint      GENERATED ALWAYS AS IDENTITY,
  id               text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  version          bigint      NOT NULL DEFAULT 1,
  create_time      timestamptz NOT NULL DEFAULT now(),
  organization_id  text        NOT NULL,
  member_id        text        NOT NULL,
  display_name     text        NOT NULL,
  role             text        NOT NULL,
  term_end_date    date,
  end_reason       text        NOT NULL DEFAULT '',
  document         text        NOT NULL DEFAULT '',
  valid            daterange   NOT NULL CHECK (NOT isempty(valid)),
  known_from       timestamptz NOT NULL DEFAULT now(),
  known_to         timestamptz,
  PRIMARY KEY (county, fact_id),
  FOREIGN KEY (county, organization_id) REFERENCES organization (county, id),
  FOREIGN KEY (county, member_id) REFERENCES member (county, id),
  -- One secretary an organization; any other role once a member.
  CONSTRAINT officer_role_taken
    EXCLUDE USING gist (
      county WITH =, organization_id WITH =, role WITH =,
      (CASE role WHEN 'SECRETARY' THEN '' ELSE member_id END) WITH =,
      valid WITH &&
    ) WHERE (known_to IS NULL)
);
CREATE UNIQUE INDEX officer_fact_current ON officer_fact (county, id) WHERE known_to IS NULL;
CREATE INDEX officer_fact_order ON officer_fact (county, org_path, fact_id);
CREATE INDEX officer_fact_organization ON officer_fact (county, organization_id);
SELECT protect('officer_fact');
