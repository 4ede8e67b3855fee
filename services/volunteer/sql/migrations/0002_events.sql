-- Events and the part that volunteers take in them.
CREATE TABLE event (
  county              text        NOT NULL,
  id                  text        NOT NULL,
  org_path            text COLLATE "C" NOT NULL,
  version             bigint      NOT NULL DEFAULT 1,
  create_time         timestamptz NOT NULL DEFAULT now(),
  update_time         timestamptz NOT NULL DEFAULT now(),
  title               text        NOT NULL,
  organization_id     text        NOT NULL,
  sector              text,
  team_id             text,
  community_division  text        NOT NULL DEFAULT '',
  place               text        NOT NULL DEFAULT '',
  category            text        NOT NULL,
  field               text,
  theme               text        NOT NULL DEFAULT '',
  start_time          timestamptz NOT NULL,
  end_time            timestamptz NOT NULL,
  quota               int         NOT NULL DEFAULT 0,
  risk_note           text        NOT NULL DEFAULT '',
  insured             boolean     NOT NULL DEFAULT false,
  state               text        NOT NULL,
  participant_count   int         NOT NULL DEFAULT 0,
  served_minutes      bigint      NOT NULL DEFAULT 0,
  closed_time         timestamptz,
  CONSTRAINT event_pkey PRIMARY KEY (county, id),
  CONSTRAINT event_team_fkey FOREIGN KEY (county, team_id) REFERENCES team (county, id),
  CONSTRAINT event_times_check CHECK (end_time > start_time)
);
CREATE INDEX event_order ON event (county, org_path, id);
SELECT protect('event');

CREATE TABLE participation (
  county          text        NOT NULL,
  id              text        NOT NULL,
  org_path        text COLLATE "C" NOT NULL,
  version         bigint      NOT NULL DEFAULT 1,
  create_time     timestamptz NOT NULL DEFAULT now(),
  update_time     timestamptz NOT NULL DEFAULT now(),
  event_id        text        NOT NULL,
  member_id       text        NOT NULL,
  display_name    text        NOT NULL,
  state           text        NOT NULL,
  channel         text,
  signed_up_by    text        NOT NULL DEFAULT '',
  check_in_time   timestamptz,
  check_out_time  timestamptz,
  minutes         int         NOT NULL DEFAULT 0,
  content         text        NOT NULL DEFAULT '',
  flags           jsonb       NOT NULL DEFAULT '[]',
  recorded_by     text        NOT NULL DEFAULT '',
  certified_by    text        NOT NULL DEFAULT '',
  certified_time  timestamptz,
  rule_version    text        NOT NULL DEFAULT '',
  CONSTRAINT participation_pkey PRIMARY KEY (county, id),
  CONSTRAINT participation_event_fkey FOREIGN KEY (county, event_id) REFERENCES event (county, id),
  CONSTRAINT participation_certifier_check CHECK (certified_by = '' OR certified_by <> recorded_by)
);
CREATE INDEX participation_order ON participation (county, org_path, id);
CREATE INDEX participation_event ON participation (county, event_id, state);
CREATE INDEX participation_member ON participation (county, member_id);
CREATE UNIQUE INDEX already_signed_up ON participation (county, event_id, member_id) WHERE state <> 'WITHDRAWN';
SELECT protect('participation');
