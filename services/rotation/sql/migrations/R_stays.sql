-- Who is where when, beyond the caller's scope: a post of one township takes cadres of another, whose placements its clerk
-- may not read, and they fill it all the same. Runs as the owner, whom row-level security does not bind, and tells no more
-- than places and days, none of which leaves the service.
DROP FUNCTION IF EXISTS stays;
CREATE FUNCTION stays(of_county text, of_posts jsonb, of_candidates jsonb)
RETURNS TABLE (placement_id text, candidate_id text, post_id text, host text, start_date date, end_date date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT p.id, p.candidate_id, p.post_id, p.host, p.start_date, p.end_date
  FROM placement AS p
  WHERE p.county = of_county
    AND p.state <> 'CANCELLED'
    AND (p.post_id IN (SELECT jsonb_array_elements_text(of_posts))
      OR p.candidate_id IN (SELECT jsonb_array_elements_text(of_candidates)))
$$;
