-- The yearly democratic evaluation: a review for each branch and year, and the members' evaluations within it.
CREATE TABLE review (
  county                     text        NOT NULL,
  id                         text        NOT NULL,
  org_path                   text COLLATE "C" NOT NULL,
  version                    bigint      NOT NULL DEFAULT 1,
  create_time                timestamptz NOT NULL DEFAULT now(),
  update_time                timestamptz NOT NULL DEFAULT now(),
  organization_id            text        NOT NULL,
  year                       integer     NOT NULL,
  open_date                  date        NOT NULL,
  combined                   boolean     NOT NULL DEFAULT false,
  state                      text        NOT NULL DEFAULT 'OPEN',
  close_date                 date,
  document                   text        NOT NULL DEFAULT '',
  member_count               integer     NOT NULL DEFAULT 0,
  excellent_count            integer     NOT NULL DEFAULT 0,
  qualified_count            integer     NOT NULL DEFAULT 0,
  basically_qualified_count  integer     NOT NULL DEFAULT 0,
  unqualified_count          integer     NOT NULL DEFAULT 0,
  exempt_count               integer     NOT NULL DEFAULT 0,
  PRIMARY KEY (county, id),
  CONSTRAINT review_year_taken UNIQUE (county, organization_id, year),
  FOREIGN KEY (county, organization_id) REFERENCES organization (county, id)
);
CREATE INDEX review_order ON review (county, org_path, id);
SELECT protect('review');

CREATE TABLE review_grade (
  county         text        NOT NULL,
  id             text        NOT NULL,
  org_path       text COLLATE "C" NOT NULL,
  version        bigint      NOT NULL DEFAULT 1,
  create_time    timestamptz NOT NULL DEFAULT now(),
  update_time    timestamptz NOT NULL DEFAULT now(),
  review_id      text        NOT NULL,
  member_id      text        NOT NULL,
  display_name   text        NOT NULL,
  self_date      date,
  peers_date     date,
  ballot_date    date,
  ballots        jsonb,
  decision_date  date,
  grade          text,
  exempt_reason  text        NOT NULL DEFAULT '',
  at_inflow      boolean     NOT NULL DEFAULT false,
  PRIMARY KEY (county, id),
  UNIQUE (county, review_id, member_id),
  FOREIGN KEY (county, review_id) REFERENCES review (county, id),
  FOREIGN KEY (county, member_id) REFERENCES member (county, id)
);
CREATE INDEX review_grade_order ON review_grade (county, org_path, id);
SELECT protect('review_grade');
