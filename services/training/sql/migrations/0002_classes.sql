-- Annual plans, and classes with their timetable, trainees and attendance.
CREATE TABLE plan (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  organization_id text NOT NULL,
  display_name text NOT NULL,
  year integer NOT NULL,
  state text NOT NULL,
  policy text NOT NULL DEFAULT '',
  items jsonb NOT NULL DEFAULT '[]',
  approval_document text NOT NULL DEFAULT '',
  approve_date date,
  publish_date date,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id),
  CONSTRAINT plan_year_taken UNIQUE (county, organization_id, year)
);
CREATE INDEX plan_path ON plan (county, org_path, id);
SELECT protect('plan');

CREATE TABLE training_class (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  organization_id text NOT NULL,
  display_name text NOT NULL,
  state text NOT NULL,
  plan_id text,
  start_date date NOT NULL,
  end_date date NOT NULL,
  target_group text NOT NULL DEFAULT '',
  capacity integer NOT NULL DEFAULT 0,
  year integer NOT NULL GENERATED ALWAYS AS (EXTRACT(YEAR FROM start_date)::integer) STORED,
  trainee_count integer NOT NULL DEFAULT 0,
  close_time timestamptz,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, plan_id) REFERENCES plan (county, id),
  CONSTRAINT training_class_term CHECK (end_date >= start_date)
);
CREATE INDEX training_class_path ON training_class (county, org_path, id);
SELECT protect('training_class');

-- An instructor, a venue and a class are in one session at a time, whosever scope the other session lies in.
CREATE TABLE session (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  class_id text NOT NULL,
  course_id text NOT NULL,
  instructor_id text,
  venue_id text,
  start_time timestamptz NOT NULL,
  end_time timestamptz NOT NULL,
  unit text NOT NULL,
  tasks jsonb NOT NULL,
  is_core_course boolean NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, class_id) REFERENCES training_class (county, id),
  FOREIGN KEY (county, course_id) REFERENCES course (county, id),
  FOREIGN KEY (county, instructor_id) REFERENCES instructor (county, id),
  FOREIGN KEY (county, venue_id) REFERENCES venue (county, id),
  CONSTRAINT session_term CHECK (end_time > start_time),
  CONSTRAINT session_instructor_busy EXCLUDE USING gist
    (county WITH =, instructor_id WITH =, tstzrange(start_time, end_time) WITH &&),
  CONSTRAINT session_venue_busy EXCLUDE USING gist
    (county WITH =, venue_id WITH =, tstzrange(start_time, end_time) WITH &&),
  CONSTRAINT session_class_busy EXCLUDE USING gist
    (county WITH =, class_id WITH =, tstzrange(start_time, end_time) WITH &&)
);
CREATE INDEX session_path ON session (county, org_path, id);
CREATE INDEX session_class ON session (county, class_id);
SELECT protect('session');

-- A member in a class; org_path is the member's branch.
CREATE TABLE enrolment (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  class_id text NOT NULL,
  member_id text NOT NULL,
  display_name text NOT NULL,
  state text NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id),
  UNIQUE (county, class_id, member_id),
  FOREIGN KEY (county, class_id) REFERENCES training_class (county, id)
);
CREATE INDEX enrolment_path ON enrolment (county, org_path, id);
CREATE INDEX enrolment_member ON enrolment (county, member_id);
SELECT protect('enrolment');

CREATE TABLE attendance (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  session_id text NOT NULL,
  member_id text NOT NULL,
  status text NOT NULL,
  method text NOT NULL,
  note text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id),
  UNIQUE (county, session_id, member_id),
  FOREIGN KEY (county, session_id) REFERENCES session (county, id)
);
CREATE INDEX attendance_path ON attendance (county, org_path, id);
SELECT protect('attendance');
