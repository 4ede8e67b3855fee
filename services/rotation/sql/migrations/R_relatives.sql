-- Who is whose relative, whichever of the two records says so, beyond the caller's scope: recusal does not end at a
-- township's border. Runs as the owner, whom row-level security does not bind, and tells no more than ids, none of which
-- leaves the service. Served by candidate_pkey and candidate_kin.
DROP FUNCTION IF EXISTS relatives;
CREATE FUNCTION relatives(of_county text, of_candidates jsonb)
RETURNS TABLE (candidate_id text, relative_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT own.id, regexp_replace(relative.kin ->> 'candidate', '^.*/', '')
  FROM jsonb_array_elements_text(of_candidates) AS asked (id)
  JOIN candidate AS own ON own.county = of_county AND own.id = asked.id
  CROSS JOIN jsonb_array_elements(own.kin) AS relative (kin)
  WHERE relative.kin ->> 'candidate' <> ''
  UNION
  SELECT asked.id, other.id
  FROM jsonb_array_elements_text(of_candidates) AS asked (id)
  JOIN candidate AS other ON other.county = of_county
    AND other.kin @> jsonb_build_array(
      jsonb_build_object('candidate', 'counties/' || of_county || '/candidates/' || asked.id))
$$;
