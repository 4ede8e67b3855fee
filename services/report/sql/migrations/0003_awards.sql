-- Awards of the county. A revoked one is kept, because a report may have counted it, and its recipient may be given it anew.
CREATE TABLE award (
  county text NOT NULL,
  id text COLLATE "C" NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL,
  year integer NOT NULL,
  recipient text NOT NULL,
  organization_id text NOT NULL,
  member_id text NOT NULL DEFAULT '',
  award_date date NOT NULL,
  document_number text NOT NULL DEFAULT '',
  state text NOT NULL DEFAULT 'GIVEN',
  revoke_reason text NOT NULL DEFAULT '',
  PRIMARY KEY (county, id)
);
CREATE INDEX award_order ON award (county, org_path, id);
CREATE UNIQUE INDEX award_already_given ON award (county, kind, year, organization_id, recipient) WHERE state = 'GIVEN';
SELECT protect('award');
