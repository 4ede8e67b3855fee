-- Livelihood tickets. The steps are part of the row: they are read and written with it, and never without it.
CREATE TABLE ticket (
  county                    text        NOT NULL,
  id                        text        NOT NULL,
  org_path                  text COLLATE "C" NOT NULL,
  version                   bigint      NOT NULL DEFAULT 1,
  create_time               timestamptz NOT NULL DEFAULT now(),
  update_time               timestamptz NOT NULL DEFAULT now(),
  kind                      text        NOT NULL,
  topic                     text        NOT NULL,
  source                    text        NOT NULL,
  ticket_class              text        NOT NULL,
  community_division        text        NOT NULL,
  description               text        NOT NULL,
  reporter_phone_sealed     bytea,
  organization_id           text        NOT NULL,
  assigned_organization_id  text,
  state                     text        NOT NULL,
  registered_time           timestamptz NOT NULL,
  due_time                  timestamptz NOT NULL,
  resolved_time             timestamptz,
  closed_time               timestamptz,
  satisfaction              text,
  rework_count              int         NOT NULL DEFAULT 0,
  rule_version              text        NOT NULL,
  steps                     jsonb       NOT NULL,
  CONSTRAINT ticket_pkey PRIMARY KEY (county, id)
);
CREATE INDEX ticket_order ON ticket (county, org_path, id);
-- Few tickets are unsolved at any time; their list stays short however many are closed.
CREATE INDEX ticket_unsolved ON ticket (county, org_path, id)
  WHERE state IN ('REGISTERED', 'ASSIGNED', 'ACCEPTED', 'IN_PROGRESS');
SELECT protect('ticket');
