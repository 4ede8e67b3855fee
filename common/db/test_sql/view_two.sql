-- The same view as it is later: its row is 2.
CREATE OR REPLACE VIEW changing AS SELECT 2 AS row;
