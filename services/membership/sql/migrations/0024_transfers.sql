-- Transfers. A row has two sides, and whoever has one of them in scope sees it. References that may lead to another county are
-- full names.
CREATE TABLE transfer (
  county              text        NOT NULL,
  id                  text        NOT NULL,
  org_path            text COLLATE "C" NOT NULL,
  target_path         text COLLATE "C" NOT NULL DEFAULT '',
  target_county       text        NOT NULL DEFAULT '',
  version             bigint      NOT NULL DEFAULT 1,
  create_time         timestamptz NOT NULL DEFAULT now(),
  update_time         timestamptz NOT NULL DEFAULT now(),
  -- Of the whole suite, so that no two letters have one number.
  serial              bigint      GENERATED ALWAYS AS IDENTITY,
  member_id           text        NOT NULL,
  display_name        text        NOT NULL,
  source              text        NOT NULL,
  source_committee    text        NOT NULL,
  target              text        NOT NULL DEFAULT '',
  target_committee    text        NOT NULL DEFAULT '',
  target_text         text        NOT NULL DEFAULT '',
  kind                text        NOT NULL,
  state               text        NOT NULL DEFAULT 'STARTED',
  reason              text        NOT NULL,
  dues_paid_through   text        NOT NULL,
  deadline            date        NOT NULL,
  letter_number       text        NOT NULL DEFAULT '',
  letter_expire_date  date,
  receipt_number      text        NOT NULL DEFAULT '',
  accepted_branch     text        NOT NULL DEFAULT '',
  accepted_member     text        NOT NULL DEFAULT '',
  accept_date         date,
  close_reason        text        NOT NULL DEFAULT '',
  steps               jsonb       NOT NULL DEFAULT '[]',
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, member_id) REFERENCES member (county, id)
);
CREATE UNIQUE INDEX member_transfer_open ON transfer (county, member_id) WHERE state IN ('STARTED', 'APPROVED');
CREATE INDEX transfer_order ON transfer (county, org_path, id);
CREATE INDEX transfer_target ON transfer (target_county, target_path);
SELECT protect_either('transfer', ARRAY['org_path', 'target_path']);
