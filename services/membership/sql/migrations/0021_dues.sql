-- Dues: what a member pays a month from a month on, and the payments. Money is in fen.
CREATE TABLE dues_assessment (
  county              text        NOT NULL,
  id                  text        NOT NULL,
  org_path            text COLLATE "C" NOT NULL,
  version             bigint      NOT NULL DEFAULT 1,
  create_time         timestamptz NOT NULL DEFAULT now(),
  update_time         timestamptz NOT NULL DEFAULT now(),
  organization_id     text        NOT NULL,
  member_id           text        NOT NULL,
  display_name        text        NOT NULL,
  basis               text        NOT NULL,
  base_fen            bigint      NOT NULL,
  first_day           date        NOT NULL CHECK (extract(day FROM first_day) = 1),
  reduced_fen         bigint,
  reduction_document  text        NOT NULL DEFAULT '',
  monthly_fen         bigint      NOT NULL CHECK (monthly_fen >= 0),
  rate_basis_points   integer     NOT NULL,
  rule_version        text        NOT NULL,
  PRIMARY KEY (county, id),
  CONSTRAINT dues_assessment_taken UNIQUE (county, member_id, first_day),
  FOREIGN KEY (county, member_id) REFERENCES member (county, id),
  FOREIGN KEY (county, organization_id) REFERENCES organization (county, id)
);
CREATE INDEX dues_assessment_order ON dues_assessment (county, org_path, id);
SELECT protect('dues_assessment');

CREATE TABLE dues_payment (
  county           text        NOT NULL,
  id               text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  version          bigint      NOT NULL DEFAULT 1,
  create_time      timestamptz NOT NULL DEFAULT now(),
  update_time      timestamptz NOT NULL DEFAULT now(),
  organization_id  text        NOT NULL,
  member_id        text        NOT NULL,
  display_name     text        NOT NULL,
  days             daterange   NOT NULL CHECK (NOT isempty(days)),
  amount_fen       bigint      NOT NULL,
  gift_fen         bigint      NOT NULL DEFAULT 0,
  payment_date     date        NOT NULL,
  receipt_number   text        NOT NULL DEFAULT '',
  document         text        NOT NULL DEFAULT '',
  gift_forwarded   boolean     NOT NULL DEFAULT false,
  void_time        timestamptz,
  void_reason      text        NOT NULL DEFAULT '',
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, member_id) REFERENCES member (county, id),
  FOREIGN KEY (county, organization_id) REFERENCES organization (county, id),
  -- By a number first: see 0030_fact_overlap.sql.
  CONSTRAINT dues_month_paid
    EXCLUDE USING gist (hashtextextended(member_id, 0) WITH =, days WITH &&, county WITH =, member_id WITH =)
    WHERE (void_time IS NULL)
);
CREATE INDEX dues_payment_order ON dues_payment (county, org_path, id);
CREATE INDEX dues_payment_member ON dues_payment (county, member_id);
SELECT protect('dues_payment');
