-- Repeatable migration: a view whose row is 1.
CREATE OR REPLACE VIEW changing AS SELECT 1 AS row;
