-- Minutes that a member has in other events of the same day (UTC+8), and whether one of them overlaps. The limit of a day
-- holds over the whole county while its recorder sees one organization: so this runs as its owner, past row-level security,
-- and tells nothing but the sum.
CREATE OR REPLACE FUNCTION other_service(
  in_county text, in_member text, in_event text, in_start timestamptz, in_end timestamptz)
RETURNS TABLE (minutes bigint, overlaps boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $other_service$
  SELECT
    coalesce(sum(p.minutes) FILTER (
      WHERE (e.start_time AT TIME ZONE 'Asia/Shanghai')::date = (in_start AT TIME ZONE 'Asia/Shanghai')::date), 0),
    coalesce(bool_or(e.start_time < in_end AND e.end_time > in_start), false)
  FROM participation AS p
  JOIN event AS e ON e.county = p.county AND e.id = p.event_id
  WHERE p.county = in_county
    AND p.member_id = in_member
    AND p.event_id <> in_event
    AND p.state IN ('RECORDED', 'CREDITED')
$other_service$;
