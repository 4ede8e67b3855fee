-- Suggestions (我为发展献一策) and returnees (新乡贤回归工程).
CREATE TABLE suggestion (
  county                    text        NOT NULL,
  id                        text        NOT NULL,
  org_path                  text COLLATE "C" NOT NULL,
  version                   bigint      NOT NULL DEFAULT 1,
  create_time               timestamptz NOT NULL DEFAULT now(),
  update_time               timestamptz NOT NULL DEFAULT now(),
  organization_id           text        NOT NULL,
  proposer_kind             text        NOT NULL,
  proposer                  text        NOT NULL DEFAULT '',
  topic                     text        NOT NULL,
  content                   text        NOT NULL,
  submitted_date            date        NOT NULL,
  screening                 text,
  assigned_organization_id  text,
  adoption                  text,
  reply                     text        NOT NULL DEFAULT '',
  effect                    text        NOT NULL DEFAULT '',
  adoption_date             date,
  CONSTRAINT suggestion_pkey PRIMARY KEY (county, id)
);
CREATE INDEX suggestion_order ON suggestion (county, org_path, id);
SELECT protect('suggestion');

CREATE TABLE returnee (
  county             text        NOT NULL,
  id                 text        NOT NULL,
  org_path           text COLLATE "C" NOT NULL,
  version            bigint      NOT NULL DEFAULT 1,
  create_time        timestamptz NOT NULL DEFAULT now(),
  update_time        timestamptz NOT NULL DEFAULT now(),
  organization_id    text        NOT NULL,
  display_name       text        NOT NULL,
  person_kind        text        NOT NULL,
  member_id          text,
  phone_sealed       bytea,
  kind               text        NOT NULL,
  return_date        date        NOT NULL,
  origin_division    text        NOT NULL,
  enterprise         text        NOT NULL DEFAULT '',
  investment         bigint      NOT NULL DEFAULT 0,
  jobs               int         NOT NULL DEFAULT 0,
  households_helped  int         NOT NULL DEFAULT 0,
  income_gain        bigint      NOT NULL DEFAULT 0,
  verified_by        text        NOT NULL DEFAULT '',
  verified_date      date,
  CONSTRAINT returnee_pkey PRIMARY KEY (county, id)
);
CREATE INDEX returnee_order ON returnee (county, org_path, id);
SELECT protect('returnee');
