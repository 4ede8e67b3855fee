-- Which of the given teams exist in scope. Served by team_pkey.
SELECT id
FROM team
WHERE county = :county AND id = ANY (ARRAY(SELECT jsonb_array_elements_text(:ids::jsonb)))
