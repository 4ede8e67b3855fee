-- What a plan is made of: problem, facts and solution, serialized, and the placements that it published. Served by plan_pkey.
SELECT problem, facts, solution, placement_ids
FROM plans
WHERE county = :county AND id = :id
