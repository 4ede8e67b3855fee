-- The read model. fact: the latest state of each resource that a figure counts, brought by the feeds of the four services
-- and by this service's own writes; body is the masked resource in proto JSON (snake_case names, enum names in full), kept
-- so that a changed definition can count anew.
CREATE TABLE fact (
  county text NOT NULL,
  type text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  source text NOT NULL,
  revision bigint NOT NULL,
  body jsonb NOT NULL,
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, type, id)
);
SELECT protect('fact');

-- figure_entry: what each fact counts as, by the definitions of R_figures.sql. A figure's value on a day is the number of
-- distinct `counted` of its entries with first_day ≤ day ≤ last_day.
CREATE TABLE figure_entry (
  county text NOT NULL,
  figure text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  counted text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  label text NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL,
  -- Order among the things that one fact counts as: a scheme's dimensions keep their own.
  place bigint NOT NULL,
  PRIMARY KEY (county, type, id, figure, counted)
);

-- Counting is an index-only scan, a page of the rows behind a figure one index range. It leads with figure, not county, so
-- that no plan made while the table is empty looks for one fact's entries here instead of in the primary key.
CREATE INDEX figure_entry_order ON figure_entry (figure, county, org_path, id) INCLUDE (counted, first_day, last_day);

SELECT protect('figure_entry');
