-- Groups of floating members.
CREATE TABLE flow_group (
  county           text        NOT NULL,
  id               text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  version          bigint      NOT NULL DEFAULT 1,
  create_time      timestamptz NOT NULL DEFAULT now(),
  update_time      timestamptz NOT NULL DEFAULT now(),
  display_name     text        NOT NULL,
  organization_id  text        NOT NULL,
  division         text        NOT NULL DEFAULT '',
  chat             text        NOT NULL DEFAULT '',
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organization_id) REFERENCES organization (county, id)
);
CREATE INDEX flow_group_order ON flow_group (county, org_path, id);
SELECT protect('flow_group');

-- Members who are away, with the contacts and the searches.
CREATE TABLE outflow (
  county                text        NOT NULL,
  id                    text        NOT NULL,
  org_path              text COLLATE "C" NOT NULL,
  version               bigint      NOT NULL DEFAULT 1,
  create_time           timestamptz NOT NULL DEFAULT now(),
  update_time           timestamptz NOT NULL DEFAULT now(),
  member_id             text        NOT NULL,
  display_name          text        NOT NULL,
  state                 text        NOT NULL DEFAULT 'AWAY',
  reason                text        NOT NULL,
  destination_division  text COLLATE "C" NOT NULL DEFAULT '',
  destination           text        NOT NULL DEFAULT '',
  start_date            date        NOT NULL,
  expected_return_date  date,
  keeper_member_id      text        NOT NULL,
  inflow_organization   text        NOT NULL DEFAULT '',
  certificate_number    text        NOT NULL DEFAULT '',
  flow_group_id         text,
  last_contact_date     date        NOT NULL,
  return_date           date,
  lost_since            date,
  contacts              jsonb       NOT NULL DEFAULT '[]',
  searches              jsonb       NOT NULL DEFAULT '[]',
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, member_id) REFERENCES member (county, id),
  FOREIGN KEY (county, keeper_member_id) REFERENCES member (county, id),
  FOREIGN KEY (county, flow_group_id) REFERENCES flow_group (county, id)
);
CREATE UNIQUE INDEX member_outflow_open ON outflow (county, member_id) WHERE state <> 'RETURNED';
CREATE INDEX outflow_order ON outflow (county, org_path, id);
SELECT protect('outflow');
