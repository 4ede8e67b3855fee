-- What a plan is made of: problem, facts and solution, serialized, what is being solved, and the placement of each candidate
-- that was published. Served by plan_pkey.
SELECT problem, facts, solution, next, placement_ids
FROM plans
WHERE county = :county AND id = :id
