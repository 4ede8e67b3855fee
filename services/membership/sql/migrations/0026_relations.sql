-- Secondary relations: a member's part in an organization that he is not registered in.
CREATE TABLE attachment (
  county           text        NOT NULL,
  id               text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  version          bigint      NOT NULL DEFAULT 1,
  create_time      timestamptz NOT NULL DEFAULT now(),
  update_time      timestamptz NOT NULL DEFAULT now(),
  organization_id  text        NOT NULL,
  member_id        text        NOT NULL,
  display_name     text        NOT NULL,
  valid            daterange   NOT NULL CHECK (NOT isempty(valid)),
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organization_id) REFERENCES organization (county, id),
  FOREIGN KEY (county, member_id) REFERENCES member (county, id),
  -- By a number first: see 0030_fact_overlap.sql.
  CONSTRAINT member_attachment_overlap
    EXCLUDE USING gist (hashtextextended(member_id, 0) WITH =, valid WITH &&, county WITH =, organization_id WITH =,
                        member_id WITH =)
);
CREATE INDEX attachment_order ON attachment (county, org_path, id);
CREATE INDEX attachment_member ON attachment (county, member_id);
SELECT protect('attachment');

CREATE TABLE election (
  county           text        NOT NULL,
  id               text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  create_time      timestamptz NOT NULL DEFAULT now(),
  organization_id  text        NOT NULL,
  date             date        NOT NULL,
  role             text        NOT NULL,
  seats            int         NOT NULL,
  entitled         int         NOT NULL,
  present          int         NOT NULL,
  candidates       jsonb       NOT NULL,
  valid            boolean     NOT NULL,
  findings         jsonb       NOT NULL,
  term_end_date    date,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organization_id) REFERENCES organization (county, id)
);
CREATE INDEX election_order ON election (county, org_path, id);
CREATE INDEX election_organization ON election (county, organization_id, date);
SELECT protect('election');

CREATE TABLE resolution (
  county           text        NOT NULL,
  id               text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  create_time      timestamptz NOT NULL DEFAULT now(),
  organization_id  text        NOT NULL,
  date             date        NOT NULL,
  subject          text        NOT NULL,
  entitled         int         NOT NULL,
  present          int         NOT NULL,
  ayes             int         NOT NULL,
  noes             int         NOT NULL,
  abstentions      int         NOT NULL,
  quorate          boolean     NOT NULL,
  passed           boolean     NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organization_id) REFERENCES organization (county, id)
);
CREATE INDEX resolution_order ON resolution (county, org_path, id);
SELECT protect('resolution');

-- Admissions of an organization that is merged into another one.
CREATE INDEX admission_organization ON admission (county, organization_id);
-- Offices of a member who leaves the county.
CREATE INDEX officer_fact_member ON officer_fact (county, member_id);
