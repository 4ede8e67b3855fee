-- A column that no message has.
SELECT 1 AS nobody_has_this
