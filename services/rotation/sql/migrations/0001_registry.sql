-- What placements are made of: programs and their batches, posts, candidates.
CREATE TABLE program (
  county           text        NOT NULL,
  id               text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  version          bigint      NOT NULL DEFAULT 1,
  create_time      timestamptz NOT NULL DEFAULT now(),
  update_time      timestamptz NOT NULL DEFAULT now(),
  organization_id  text        NOT NULL,
  display_name     text        NOT NULL,
  type             text        NOT NULL,
  start_date       date        NOT NULL,
  end_date         date,
  purpose          text        NOT NULL DEFAULT '',
  CONSTRAINT program_pkey PRIMARY KEY (county, id)
);
CREATE INDEX program_order ON program (county, org_path, id);
SELECT protect('program');

CREATE TABLE batch (
  county       text        NOT NULL,
  id           text        NOT NULL,
  org_path     text COLLATE "C" NOT NULL,
  version      bigint      NOT NULL DEFAULT 1,
  create_time  timestamptz NOT NULL DEFAULT now(),
  update_time  timestamptz NOT NULL DEFAULT now(),
  program_id   text        NOT NULL,
  number       integer     NOT NULL,
  start_date   date        NOT NULL,
  end_date     date        NOT NULL,
  CONSTRAINT batch_pkey PRIMARY KEY (county, id),
  CONSTRAINT batch_number_taken UNIQUE (county, program_id, number),
  CONSTRAINT batch_program_fkey FOREIGN KEY (county, program_id) REFERENCES program (county, id)
);
CREATE INDEX batch_order ON batch (county, org_path, id);
SELECT protect('batch');

CREATE TABLE post (
  county           text        NOT NULL,
  id               text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  version          bigint      NOT NULL DEFAULT 1,
  create_time      timestamptz NOT NULL DEFAULT now(),
  update_time      timestamptz NOT NULL DEFAULT now(),
  organization_id  text        NOT NULL,
  display_name     text        NOT NULL,
  host             text        NOT NULL,
  host_level       text        NOT NULL,
  demanding        boolean     NOT NULL DEFAULT false,
  field            text        NOT NULL DEFAULT '',
  capacity         integer     NOT NULL DEFAULT 0,
  min_months       integer     NOT NULL DEFAULT 0,
  max_months       integer     NOT NULL DEFAULT 0,
  sensitive        boolean     NOT NULL DEFAULT false,
  principal        boolean     NOT NULL DEFAULT false,
  CONSTRAINT post_pkey PRIMARY KEY (county, id)
);
CREATE INDEX post_order ON post (county, org_path, id);
SELECT protect('post');

CREATE TABLE candidate (
  county               text        NOT NULL,
  id                   text        NOT NULL,
  org_path             text COLLATE "C" NOT NULL,
  version              bigint      NOT NULL DEFAULT 1,
  create_time          timestamptz NOT NULL DEFAULT now(),
  update_time          timestamptz NOT NULL DEFAULT now(),
  member_id            text        NOT NULL,
  organization_id      text        NOT NULL,
  archive_birth_month  text        NOT NULL,
  education            text        NOT NULL DEFAULT '',
  skills               jsonb       NOT NULL DEFAULT '[]',
  exclusions           jsonb       NOT NULL DEFAULT '[]',
  CONSTRAINT candidate_pkey PRIMARY KEY (county, id),
  CONSTRAINT candidate_member_taken UNIQUE (county, member_id)
);
CREATE INDEX candidate_order ON candidate (county, org_path, id);
SELECT protect('candidate');
