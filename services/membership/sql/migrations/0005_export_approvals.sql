-- Requests for exports of more rows than one person may take, and what a second person said.
CREATE TABLE export_approval (
  county       text        NOT NULL,
  id           text        NOT NULL,
  org_path     text COLLATE "C" NOT NULL,
  version      bigint      NOT NULL DEFAULT 1,
  create_time  timestamptz NOT NULL DEFAULT now(),
  update_time  timestamptz NOT NULL DEFAULT now(),
  filter       text        NOT NULL DEFAULT '',
  as_of        date,
  known_at     timestamptz,
  purpose      text        NOT NULL,
  scopes       jsonb       NOT NULL,
  row_count    bigint      NOT NULL,
  requester    text        NOT NULL,
  state        text        NOT NULL DEFAULT 'PENDING',
  approver     text        NOT NULL DEFAULT '',
  note         text        NOT NULL DEFAULT '',
  expire_time  timestamptz NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX export_approval_order ON export_approval (county, org_path, id);
SELECT protect('export_approval');
