-- The libraries of training: venues, instructors, courses, channels and columns. display_name is COLLATE "C", so that a
-- search by its beginning is a range that row-level security lets through to the index.
CREATE TABLE venue (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  organization_id text NOT NULL,
  display_name text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  division text COLLATE "C" NOT NULL DEFAULT '',
  address text NOT NULL DEFAULT '',
  capacity integer NOT NULL DEFAULT 0,
  honours jsonb NOT NULL DEFAULT '[]',
  themes jsonb NOT NULL DEFAULT '[]',
  opening_hours text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id)
);
CREATE INDEX venue_path ON venue (county, org_path, id);
CREATE INDEX venue_name ON venue (county, display_name);
SELECT protect('venue');

CREATE TABLE instructor (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  organization_id text NOT NULL,
  display_name text COLLATE "C" NOT NULL,
  gender text,
  phone_sealed bytea,
  phone_index bytea,
  category text NOT NULL,
  source_unit text NOT NULL DEFAULT '',
  title text NOT NULL DEFAULT '',
  focus jsonb NOT NULL DEFAULT '[]',
  field text,
  hired_from date NOT NULL,
  hired_until date,
  member_id text,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id),
  CONSTRAINT instructor_term CHECK (hired_until >= hired_from)
);
CREATE INDEX instructor_path ON instructor (county, org_path, id);
CREATE INDEX instructor_name ON instructor (county, display_name);
SELECT protect('instructor');

CREATE TABLE course (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  organization_id text NOT NULL,
  display_name text COLLATE "C" NOT NULL,
  tasks jsonb NOT NULL,
  format text NOT NULL,
  minutes integer NOT NULL DEFAULT 0,
  state text NOT NULL,
  is_core_course boolean NOT NULL DEFAULT false,
  instructors jsonb NOT NULL DEFAULT '[]',
  target_groups jsonb NOT NULL DEFAULT '[]',
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id)
);
CREATE INDEX course_path ON course (county, org_path, id);
CREATE INDEX course_name ON course (county, display_name);
SELECT protect('course');

CREATE TABLE channel (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  organization_id text NOT NULL,
  display_name text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  url text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id)
);
CREATE INDEX channel_path ON channel (county, org_path, id);
SELECT protect('channel');

-- A column of a channel, in Chinese 专栏; its org_path is the channel's.
CREATE TABLE media_column (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  channel_id text NOT NULL,
  display_name text NOT NULL,
  state text NOT NULL,
  theme text NOT NULL DEFAULT '',
  schedule text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, channel_id) REFERENCES channel (county, id)
);
CREATE INDEX media_column_path ON media_column (county, org_path, id);
CREATE INDEX media_column_channel ON media_column (county, channel_id);
SELECT protect('media_column');
