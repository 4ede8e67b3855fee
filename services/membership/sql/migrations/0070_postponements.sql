-- Terms of office that last longer by a superior's approval (延期换届).
CREATE TABLE postponement (
  county             text        NOT NULL,
  id                 text        NOT NULL,
  org_path           text COLLATE "C" NOT NULL,
  create_time        timestamptz NOT NULL DEFAULT now(),
  organization_id    text        NOT NULL,
  approver_id        text        NOT NULL,
  approve_date       date        NOT NULL,
  document           text        NOT NULL,
  reason             text        NOT NULL,
  term_end_date      date        NOT NULL,
  original_end_date  date        NOT NULL CHECK (original_end_date < term_end_date),
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organization_id) REFERENCES organization (county, id),
  FOREIGN KEY (county, approver_id) REFERENCES organization (county, id)
);
CREATE INDEX postponement_order ON postponement (county, org_path, id);
CREATE INDEX postponement_organization ON postponement (county, organization_id);
SELECT protect('postponement');
