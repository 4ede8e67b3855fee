-- Plans: what was asked, the problem that came of it, its solution, and what a person made of it.

CREATE TABLE plan (
  county            text        NOT NULL,
  id                text        NOT NULL,
  org_path          text COLLATE "C" NOT NULL,
  version           bigint      NOT NULL DEFAULT 1,
  create_time       timestamptz NOT NULL DEFAULT now(),
  update_time       timestamptz NOT NULL DEFAULT now(),
  organization_id   text        NOT NULL,
  display_name      text        NOT NULL DEFAULT '',
  program_id        text,
  base_plan_id      text,
  state             text        NOT NULL DEFAULT 'UNSOLVED',
  settings          jsonb       NOT NULL DEFAULT '{}',
  start_date        date,
  slot_count        integer     NOT NULL,
  rule_version      text        NOT NULL DEFAULT '',
  objective         bigint,
  upper_bound       double precision,
  gap               double precision,
  placement_count   integer     NOT NULL DEFAULT 0,
  unassigned_count  integer     NOT NULL DEFAULT 0,
  change_count      integer     NOT NULL DEFAULT 0,
  problem_hash      text        NOT NULL,
  pins              jsonb       NOT NULL DEFAULT '[]',
  operation_id      text        NOT NULL,
  publish_time      timestamptz,
  publisher         text        NOT NULL DEFAULT '',
  -- RotationProblem, PlanFacts and RotationPlan, serialized.
  problem           bytea       NOT NULL,
  facts             bytea       NOT NULL DEFAULT '',
  solution          bytea,
  -- Ids of the placements that publishing recorded, or kept of the base plan.
  placement_ids     jsonb       NOT NULL DEFAULT '[]',
  CONSTRAINT plan_pkey PRIMARY KEY (county, id),
  CONSTRAINT plan_program_fkey FOREIGN KEY (county, program_id) REFERENCES program (county, id),
  CONSTRAINT plan_base_fkey FOREIGN KEY (county, base_plan_id) REFERENCES plan (county, id)
);
CREATE INDEX plan_order ON plan (county, org_path, id);
SELECT protect('plan');
