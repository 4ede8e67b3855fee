-- Requests to found an organization, and the replies.
CREATE TABLE founding_application (
  county         text        NOT NULL,
  id             text        NOT NULL,
  org_path       text COLLATE "C" NOT NULL,
  version        bigint      NOT NULL DEFAULT 1,
  create_time    timestamptz NOT NULL DEFAULT now(),
  update_time    timestamptz NOT NULL DEFAULT now(),
  committee_id   text        NOT NULL,
  display_name   text        NOT NULL,
  kind           text        NOT NULL,
  unit_name      text        NOT NULL DEFAULT '',
  apply_date     date        NOT NULL,
  reply_by_date  date        NOT NULL,
  state          text        NOT NULL DEFAULT 'PENDING',
  reply_date     date        CHECK (reply_date >= apply_date),
  document       text        NOT NULL DEFAULT '',
  reason         text        NOT NULL DEFAULT '',
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, committee_id) REFERENCES organization (county, id),
  CHECK ((state = 'PENDING') = (reply_date IS NULL))
);
CREATE INDEX founding_application_order ON founding_application (county, org_path, id);
SELECT protect('founding_application');
