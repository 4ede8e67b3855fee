-- Who is a relative of these candidates, whichever of the two records says so. Served by candidate_pkey and candidate_kin.
SELECT candidate_id, relative_id
FROM relatives(:county, :candidate_ids::jsonb)
