-- Long-running operations, bookkeeping without row-level security: only common/ reaches them, and filters by itself.

CREATE TABLE operation (
  county text NOT NULL,
  id text NOT NULL,
  -- Path of what it works on, by which scope is decided, also what the run itself may touch.
  org_path text COLLATE "C" NOT NULL,
  -- The method that began it ("xianfeng.rotation.v1.PlanningService/SolvePlan"), its permission, and who called.
  method text NOT NULL,
  permission text NOT NULL,
  subject text NOT NULL,
  -- Resource that it works on.
  target text NOT NULL,
  -- What it is to do, sealed like the rest that may name persons.
  input_sealed bytea NOT NULL,
  -- PENDING, RUNNING or DONE.
  state text NOT NULL DEFAULT 'PENDING',
  -- The process that runs it, and until when it can be taken to be alive.
  owner text,
  lease_until timestamptz,
  -- How often a process has begun to run it.
  attempt integer NOT NULL DEFAULT 0,
  cancel_requested boolean NOT NULL DEFAULT false,
  -- google.protobuf.Any of progress and result, google.rpc.Status of an error, serialized and sealed.
  metadata_sealed bytea NOT NULL,
  response_sealed bytea,
  error_sealed bytea,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  done_time timestamptz,
  PRIMARY KEY (county, id)
);

-- One run at a time for a resource.
CREATE UNIQUE INDEX operation_running ON operation (county, target) WHERE state <> 'DONE';
CREATE INDEX operation_open ON operation (create_time) WHERE state <> 'DONE';
CREATE INDEX operation_order ON operation (county, org_path, id);
CREATE INDEX operation_done ON operation (done_time) WHERE state = 'DONE';
