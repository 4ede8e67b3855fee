-- What was true of members, by days (valid) and by what we knew when (known_from, known_to). A fact is never changed:
-- a correction closes known_to and writes a new one. Of what we know now, no two facts of a member overlap.
-- known_from is when the transaction began. Of two that overlap, the one that waited for the member may have begun first: so
-- what closes a fact takes the later one of its own beginning and the fact's known_from, for known_to and for what it writes,
-- and at no known_at a member is counted twice or not at all. What a transaction writes is known from its beginning on, and seen
-- from its commit on: who asks by a known_at that is younger than a transaction may last asks too early.
CREATE TABLE membership_fact (
  county           text        NOT NULL,
  fact_id          bigint      GENERATED ALWAYS AS IDENTITY,
  member_id        text        NOT NULL,
  organization_id  text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  member_kind      text        NOT NULL,
  valid            daterange   NOT NULL CHECK (NOT isempty(valid)),
  known_from       timestamptz NOT NULL DEFAULT now(),
  known_to         timestamptz,
  PRIMARY KEY (county, fact_id),
  FOREIGN KEY (county, member_id) REFERENCES member (county, id),
  FOREIGN KEY (county, organization_id) REFERENCES organization (county, id),
  CONSTRAINT member_fact_overlap
    EXCLUDE USING gist (county WITH =, member_id WITH =, valid WITH &&) WHERE (known_to IS NULL)
);
CREATE INDEX membership_fact_order ON membership_fact (county, org_path, fact_id);
CREATE INDEX membership_fact_member ON membership_fact (county, member_id);
SELECT protect('membership_fact');

CREATE TABLE state_fact (
  county      text        NOT NULL,
  fact_id     bigint      GENERATED ALWAYS AS IDENTITY,
  member_id   text        NOT NULL,
  org_path    text COLLATE "C" NOT NULL,
  state       text        NOT NULL,
  reason      text        NOT NULL DEFAULT '',
  document    text        NOT NULL DEFAULT '',
  valid       daterange   NOT NULL CHECK (NOT isempty(valid)),
  known_from  timestamptz NOT NULL DEFAULT now(),
  known_to    timestamptz,
  PRIMARY KEY (county, fact_id),
  FOREIGN KEY (county, member_id) REFERENCES member (county, id),
  CONSTRAINT state_fact_overlap
    EXCLUDE USING gist (county WITH =, member_id WITH =, valid WITH &&) WHERE (known_to IS NULL)
);
CREATE INDEX state_fact_order ON state_fact (county, org_path, fact_id);
CREATE INDEX state_fact_member ON state_fact (county, member_id);
SELECT protect('state_fact');
