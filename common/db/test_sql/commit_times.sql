-- The times of a JSON array, a row each.
SELECT t::timestamptz AS commit_time
FROM jsonb_array_elements_text(:times::jsonb) AS t
