-- Members who are sent away for a time, as the service that sends them tells it; `sequence` is that of its latest word.
CREATE TABLE absence (
  county           text        NOT NULL,
  id               text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  version          bigint      NOT NULL DEFAULT 1,
  create_time      timestamptz NOT NULL DEFAULT now(),
  update_time      timestamptz NOT NULL DEFAULT now(),
  member_id        text        NOT NULL,
  display_name     text        NOT NULL,
  state            text        NOT NULL,
  start_date       date        NOT NULL,
  end_date         date        NOT NULL CHECK (end_date >= start_date),
  host             text        NOT NULL,
  purpose          text        NOT NULL DEFAULT '',
  source           text        NOT NULL DEFAULT '',
  sequence         bigint      NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, member_id) REFERENCES member (county, id)
);
CREATE INDEX absence_order ON absence (county, org_path, id);
CREATE INDEX absence_member ON absence (county, member_id);
SELECT protect('absence');
