-- Placements: who is where when. What was copied from candidate, program and post is what was true when it was recorded.
CREATE TABLE placement (
  county           text        NOT NULL,
  id               text        NOT NULL,
  org_path         text COLLATE "C" NOT NULL,
  version          bigint      NOT NULL DEFAULT 1,
  create_time      timestamptz NOT NULL DEFAULT now(),
  update_time      timestamptz NOT NULL DEFAULT now(),
  candidate_id     text        NOT NULL,
  post_id          text        NOT NULL,
  program_id       text        NOT NULL,
  batch_id         text,
  start_date       date        NOT NULL,
  end_date         date        NOT NULL,
  approval_doc_no  text        NOT NULL DEFAULT '',
  state            text        NOT NULL,
  appraisal        jsonb,
  member_id        text        NOT NULL,
  organization_id  text        NOT NULL,
  program_type     text        NOT NULL,
  host             text        NOT NULL,
  host_level       text        NOT NULL,
  demanding        boolean     NOT NULL,
  age_at_start     integer     NOT NULL,
  months           integer     NOT NULL,
  rule_version     text        NOT NULL,
  extensions       jsonb       NOT NULL DEFAULT '[]',
  end_reason       text        NOT NULL DEFAULT '',
  CONSTRAINT placement_pkey PRIMARY KEY (county, id),
  CONSTRAINT placement_candidate_fkey FOREIGN KEY (county, candidate_id) REFERENCES candidate (county, id),
  CONSTRAINT placement_post_fkey FOREIGN KEY (county, post_id) REFERENCES post (county, id),
  CONSTRAINT placement_program_fkey FOREIGN KEY (county, program_id) REFERENCES program (county, id),
  CONSTRAINT placement_batch_fkey FOREIGN KEY (county, batch_id) REFERENCES batch (county, id),
  CONSTRAINT placement_dates_check CHECK (end_date >= start_date),
  CONSTRAINT placement_approval_required CHECK (host_level NOT IN ('PROVINCE', 'CITY') OR approval_doc_no <> ''),
  CONSTRAINT placement_overlaps
    EXCLUDE USING gist (county WITH =, candidate_id WITH =, daterange(start_date, end_date, '[]') WITH &&)
    WHERE (state <> 'CANCELLED')
);
CREATE INDEX placement_order ON placement (county, org_path, id);
CREATE INDEX placement_post ON placement (county, post_id, start_date) WHERE state <> 'CANCELLED';
SELECT protect('placement');
