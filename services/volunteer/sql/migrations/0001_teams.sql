-- Volunteer teams and what organizations hold together.
CREATE TABLE team (
  county           text        NOT NULL,
  id               text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  version          bigint      NOT NULL DEFAULT 1,
  create_time      timestamptz NOT NULL DEFAULT now(),
  update_time      timestamptz NOT NULL DEFAULT now(),
  display_name     text        NOT NULL,
  kind             text        NOT NULL,
  organization_id  text        NOT NULL,
  community_id     text,
  founded_date     date,
  state            text        NOT NULL,
  CONSTRAINT team_pkey PRIMARY KEY (county, id)
);
CREATE INDEX team_order ON team (county, org_path, id);
SELECT protect('team');

CREATE TABLE joint_activity (
  county           text        NOT NULL,
  id               text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  version          bigint      NOT NULL DEFAULT 1,
  create_time      timestamptz NOT NULL DEFAULT now(),
  update_time      timestamptz NOT NULL DEFAULT now(),
  title            text        NOT NULL,
  kind             text        NOT NULL,
  organization_id  text        NOT NULL,
  partners         jsonb       NOT NULL DEFAULT '[]',
  held_date        date        NOT NULL,
  description      text        NOT NULL DEFAULT '',
  CONSTRAINT joint_activity_pkey PRIMARY KEY (county, id)
);
CREATE INDEX joint_activity_order ON joint_activity (county, org_path, id);
SELECT protect('joint_activity');
