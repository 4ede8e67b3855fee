-- Admissions: the applicant, where the admission stands, and the steps as they are known now.
CREATE TABLE admission (
  county              text        NOT NULL,
  id                  text        NOT NULL,
  org_path            text COLLATE "C" NOT NULL,
  version             bigint      NOT NULL DEFAULT 1,
  create_time         timestamptz NOT NULL DEFAULT now(),
  update_time         timestamptz NOT NULL DEFAULT now(),
  organization_id     text        NOT NULL,
  display_name        text        NOT NULL,
  id_number_sealed    bytea       NOT NULL,
  id_number_index     bytea       NOT NULL,
  gender              text        NOT NULL,
  ethnicity           text        NOT NULL,
  birth_date          date        NOT NULL,
  education           text        NOT NULL DEFAULT '',
  phone_sealed        bytea,
  application_date    date        NOT NULL,
  state               text        NOT NULL DEFAULT 'APPLICANT',
  termination_reason  text,
  termination_date    date,
  member_id           text,
  steps               jsonb       NOT NULL DEFAULT '[]',
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organization_id) REFERENCES organization (county, id),
  FOREIGN KEY (county, member_id) REFERENCES member (county, id)
);
CREATE UNIQUE INDEX admission_already_open ON admission (county, id_number_index) WHERE state NOT IN ('FULL', 'TERMINATED');
CREATE INDEX admission_order ON admission (county, org_path, id);
CREATE INDEX admission_open ON admission (county, org_path, id) WHERE state <> 'TERMINATED' AND NOT steps @> '[{"step": "ADMISSION_STEP_ARCHIVE"}]';
CREATE INDEX admission_member ON admission (county, member_id) WHERE member_id IS NOT NULL;
SELECT protect('admission');

-- Every record of a step that was ever made, by what we knew when: a correction closes known_to and writes another.
CREATE TABLE admission_step_fact (
  county        text        NOT NULL,
  fact_id       bigint      GENERATED ALWAYS AS IDENTITY,
  admission_id  text        NOT NULL,
  org_path      text COLLATE "C" NOT NULL,
  step          text        NOT NULL,
  day           date        NOT NULL,
  record        jsonb       NOT NULL,
  known_from    timestamptz NOT NULL DEFAULT now(),
  known_to      timestamptz,
  PRIMARY KEY (county, fact_id),
  FOREIGN KEY (county, admission_id) REFERENCES admission (county, id)
);
CREATE INDEX admission_step_fact_order ON admission_step_fact (county, org_path, fact_id);
CREATE INDEX admission_step_fact_admission ON admission_step_fact (county, admission_id);
SELECT protect('admission_step_fact');
