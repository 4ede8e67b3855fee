-- Puts a batch of values sealed anew.
SELECT put_resealed(:relation, :attribute, :county, :resealed::jsonb) AS put
