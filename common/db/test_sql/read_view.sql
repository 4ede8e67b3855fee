-- The row of the view.
SELECT row
FROM changing
