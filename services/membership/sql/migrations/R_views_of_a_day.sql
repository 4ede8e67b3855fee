-- The members who were registered on a day, by what was known at a moment (NULL: what is known now): what a page, an export and the
-- count of an export have in common. Branch, kind and status are those of the facts, the rest is what was known then. A filter that is
-- NULL lets everybody through. One statement of SQL, which the planner puts in the place of its call: order and limit of the caller
-- reach the indexes (membership_fact_order or membership_fact_member, identity_before_member), and the scope is the caller's.
DROP FUNCTION IF EXISTS members_of_a_day;
CREATE FUNCTION members_of_a_day(
  of_county text, day date, moment timestamptz, in_organization text, in_state text, of_kind text, in_sector text,
  in_division text)
RETURNS TABLE (
  name text, uid text, etag text, create_time timestamptz, update_time timestamptz, display_name text, id_type text,
  id_number_sealed bytea, gender text, ethnicity text, birth_date date, archive_birth_month text, education text,
  phone_sealed bytea, address_sealed bytea, residence_division text, native_place text, organization text, org_path text,
  member_id text, member_kind text, state text, application_date date, joined_date date, full_member_date date, post text,
  occupation text, sector text, floating boolean, lost_contact boolean, remarks text)
LANGUAGE sql STABLE AS $members$
  SELECT m.name, m.uid, m.etag, m.create_time, m.update_time, m.display_name, m.id_type, m.id_number_sealed, m.gender,
    m.ethnicity, m.birth_date, m.archive_birth_month, m.education, m.phone_sealed, m.address_sealed, m.residence_division,
    m.native_place, 'counties/' || f.county || '/organizations/' || f.organization_id, f.org_path, f.member_id,
    f.member_kind, s.state, m.application_date, m.joined_date, m.full_member_date, m.post, m.occupation, m.sector,
    m.floating, m.lost_contact, m.remarks
  FROM membership_fact f
  JOIN member_status s ON s.county = f.county AND s.member_id = f.member_id AND s.began <= day
    AND (s.ended IS NULL OR s.ended > day)
    AND (moment IS NULL AND s.known_to IS NULL OR s.known_from <= moment AND (s.known_to IS NULL OR s.known_to > moment))
  JOIN LATERAL (
    SELECT b.*
    FROM members_of_facts b
    WHERE b.county = f.county AND b.id = f.member_id AND (b.known_to IS NULL OR b.known_to > moment)
    ORDER BY b.known_to
    LIMIT 1
  ) m ON true
  WHERE f.county = of_county
    AND f.began <= day AND (f.ended IS NULL OR f.ended > day)
    AND (moment IS NULL AND f.known_to IS NULL OR f.known_from <= moment AND (f.known_to IS NULL OR f.known_to > moment))
    AND f.org_path >= (
      SELECT CASE WHEN in_organization IS NULL THEN ''
                  ELSE (SELECT o.org_path FROM organization o WHERE o.county = of_county AND o.id = in_organization)
             END)
    -- No range: of a range without values the planner expects so little that it would sort a whole county for each page of an export.
    AND f.org_path || '' < (
      SELECT CASE WHEN in_organization IS NULL THEN '~'
                  ELSE (SELECT o.org_path || '/' FROM organization o WHERE o.county = of_county AND o.id = in_organization)
             END)
    AND (in_state IS NULL OR s.state = in_state)
    AND (of_kind IS NULL OR f.member_kind = of_kind)
    AND (in_sector IS NULL OR m.sector = in_sector)
    AND (in_division IS NULL OR m.residence_division >= in_division AND m.residence_division < in_division || ':')
$members$;
