-- The read model: the latest state of each resource of the four services that a figure counts, brought by their feeds.
-- body is the masked resource in proto JSON (snake_case names, enum names in full). day is the day from which the row
-- counts: the start, return, closing … that its type has, NULL when it counts always.
CREATE TABLE fact (
  county text NOT NULL,
  type text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  source text NOT NULL,
  revision bigint NOT NULL,
  day date,
  body jsonb NOT NULL,
  kind text NOT NULL GENERATED ALWAYS AS (COALESCE(body ->> 'kind', '')) STORED,
  state text NOT NULL GENERATED ALWAYS AS (COALESCE(body ->> 'state', '')) STORED,
  label text NOT NULL GENERATED ALWAYS AS (COALESCE(body ->> 'display_name', body ->> 'title', '')) STORED,
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, type, id)
);

-- Pages of the rows behind a figure.
CREATE INDEX fact_order ON fact (county, type, org_path, id);

-- Counting: an index-only scan for the figures of many rows (tickets).
CREATE INDEX fact_count ON fact (county, type, state, kind, org_path) INCLUDE (name, day);

SELECT protect('fact');
