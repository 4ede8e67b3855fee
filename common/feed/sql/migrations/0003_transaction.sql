-- Which transaction a change belongs to, also across counties.
ALTER TABLE change ADD COLUMN transaction_id text NOT NULL DEFAULT '';
