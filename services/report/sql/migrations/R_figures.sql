-- What each figure counts, once for the number and for the rows behind it: figure_record gives the rows, and a figure's
-- value is the number of distinct `counted`. The functions are inlined into the query that calls them, so a condition on
-- `figure` leaves out the other branches, row-level security sees the caller, and columns that are not asked are not read.
DROP FUNCTION IF EXISTS figure_record(text, date, date);
DROP FUNCTION IF EXISTS award_on(text, date, text);
DROP FUNCTION IF EXISTS scheme_of(text, text);
DROP FUNCTION IF EXISTS placement_on(text, date, date);
DROP FUNCTION IF EXISTS instructor_on(text, date);
DROP FUNCTION IF EXISTS fact_on(text, text, date);

-- Facts of a type that count on a day.
CREATE FUNCTION fact_on(p_county text, p_type text, p_as_of date)
RETURNS SETOF fact
LANGUAGE sql STABLE AS $$
  SELECT *
  FROM fact
  WHERE fact.county = p_county
    AND fact.type = p_type
    AND (fact.day IS NULL OR fact.day <= p_as_of)
$$;

-- Instructors in service on a day; hired_until is the last day.
CREATE FUNCTION instructor_on(p_county text, p_as_of date)
RETURNS TABLE (name text, type text, id text, org_path text, label text, category text, focus jsonb)
LANGUAGE sql STABLE AS $$
  SELECT f.name, f.type, f.id, f.org_path, f.label, f.body ->> 'category', f.body -> 'focus'
  FROM fact_on(p_county, 'xianfeng.training.v1.Instructor', p_as_of) AS f
  WHERE f.body -> 'hired_until' IS NULL
     OR make_date((f.body #>> '{hired_until,year}')::integer, (f.body #>> '{hired_until,month}')::integer,
                  (f.body #>> '{hired_until,day}')::integer) >= p_as_of
$$;

-- Placements that began in the period and took place; they count their person once.
CREATE FUNCTION placement_on(p_county text, p_as_of date, p_since date)
RETURNS TABLE (name text, type text, id text, org_path text, label text, person text, body jsonb)
LANGUAGE sql STABLE AS $$
  SELECT f.name, f.type, f.id, f.org_path, COALESCE(f.body ->> 'host', ''),
         COALESCE(NULLIF(f.body ->> 'member', ''), f.body ->> 'candidate'), f.body
  FROM fact_on(p_county, 'xianfeng.rotation.v1.Placement', p_as_of) AS f
  WHERE f.day >= p_since
    AND f.state IN ('PLACEMENT_STATE_DISPATCHED', 'PLACEMENT_STATE_ENDED')
$$;

-- Active schemes of a kind, one row a dimension.
CREATE FUNCTION scheme_of(p_county text, p_kind text)
RETURNS TABLE (name text, type text, id text, org_path text, label text, dimension text)
LANGUAGE sql STABLE AS $$
  SELECT 'counties/' || s.county || '/schemes/' || s.id, 'xianfeng.report.v1.Scheme', s.id, s.org_path, s.display_name,
         dimension ->> 'title'
  FROM scheme AS s
    CROSS JOIN jsonb_array_elements(s.dimensions) AS dimension
  WHERE s.county = p_county
    AND s.kind = p_kind
    AND s.state = 'ACTIVE'
$$;

-- Awards of a kind, given by a day and not revoked.
CREATE FUNCTION award_on(p_county text, p_as_of date, p_kind text)
RETURNS TABLE (name text, type text, id text, org_path text, label text)
LANGUAGE sql STABLE AS $$
  SELECT 'counties/' || a.county || '/awards/' || a.id, 'xianfeng.report.v1.Award', a.id, a.org_path, a.recipient
  FROM award AS a
  WHERE a.county = p_county
    AND a.kind = p_kind
    AND a.state = 'GIVEN'
    AND a.award_date <= p_as_of
$$;

CREATE FUNCTION figure_record(p_county text, p_as_of date, p_since date)
RETURNS TABLE (figure text, counted text, name text, type text, id text, org_path text, label text)
LANGUAGE sql STABLE AS $$
  SELECT '6', task, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.training.v1.Plan', p_as_of) AS f
    CROSS JOIN jsonb_array_elements(f.body -> 'items') AS item
    CROSS JOIN jsonb_array_elements_text(item -> 'tasks') AS task
  WHERE f.state = 'PLAN_STATE_PUBLISHED'
  UNION ALL
  SELECT '7', f.name, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.training.v1.Venue', p_as_of) AS f
  WHERE f.state = 'VENUE_STATE_ACTIVE'
    AND f.kind = 'VENUE_KIND_COUNTY_PARTY_SCHOOL'
  UNION ALL
  SELECT '8', f.name, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.training.v1.Venue', p_as_of) AS f
  WHERE f.state = 'VENUE_STATE_ACTIVE'
    AND f.kind = 'VENUE_KIND_TOWNSHIP_PARTY_SCHOOL'
  UNION ALL
  SELECT '9', f.name, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.training.v1.Venue', p_as_of) AS f
  WHERE f.state = 'VENUE_STATE_ACTIVE'
    AND f.kind = 'VENUE_KIND_RED'
  UNION ALL
  SELECT '10', f.name, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.training.v1.Venue', p_as_of) AS f
  WHERE f.state = 'VENUE_STATE_ACTIVE'
    AND f.kind = 'VENUE_KIND_GREEN'
  UNION ALL
  SELECT '11', i.name, i.name, i.type, i.id, i.org_path, i.label
  FROM instructor_on(p_county, p_as_of) AS i
  WHERE i.category = 'INSTRUCTOR_CATEGORY_FULL_TIME'
  UNION ALL
  SELECT '12', i.name, i.name, i.type, i.id, i.org_path, i.label
  FROM instructor_on(p_county, p_as_of) AS i
  WHERE i.category IN ('INSTRUCTOR_CATEGORY_ADVANCED_MODEL', 'INSTRUCTOR_CATEGORY_BRANCH_SECRETARY',
                       'INSTRUCTOR_CATEGORY_EXPERT', 'INSTRUCTOR_CATEGORY_PARTY_WORKER',
                       'INSTRUCTOR_CATEGORY_RETIRED_CADRE')
  UNION ALL
  SELECT '13', i.name, i.name, i.type, i.id, i.org_path, i.label
  FROM instructor_on(p_county, p_as_of) AS i
  WHERE i.category = 'INSTRUCTOR_CATEGORY_PRACTICAL'
  UNION ALL
  SELECT '11-13', i.name, i.name, i.type, i.id, i.org_path, i.label
  FROM instructor_on(p_county, p_as_of) AS i
  UNION ALL
  SELECT '14', focus, i.name, i.type, i.id, i.org_path, i.label
  FROM instructor_on(p_county, p_as_of) AS i
    CROSS JOIN jsonb_array_elements_text(i.focus) AS focus
  UNION ALL
  SELECT '18', f.name, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.training.v1.Channel', p_as_of) AS f
  WHERE f.state = 'CHANNEL_STATE_ACTIVE'
  UNION ALL
  SELECT '19', f.name, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.training.v1.Column', p_as_of) AS f
  WHERE f.state = 'COLUMN_STATE_ACTIVE'
  UNION ALL
  SELECT '23', f.body ->> 'type', f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.rotation.v1.Program', p_as_of) AS f
  UNION ALL
  SELECT '24', p.person, p.name, p.type, p.id, p.org_path, p.label
  FROM placement_on(p_county, p_as_of, p_since) AS p
  WHERE p.body ->> 'program_type' = 'PROGRAM_TYPE_SHADOWING'
    AND p.body ->> 'host_level' IN ('HOST_LEVEL_PROVINCE', 'HOST_LEVEL_CITY')
  UNION ALL
  SELECT '25', p.person, p.name, p.type, p.id, p.org_path, p.label
  FROM placement_on(p_county, p_as_of, p_since) AS p
  WHERE p.body ->> 'program_type' = 'PROGRAM_TYPE_POST_ROTATION'
    AND p.body ->> 'demanding' = 'true'
  UNION ALL
  SELECT '28', s.dimension, s.name, s.type, s.id, s.org_path, s.label
  FROM scheme_of(p_county, 'SIX_GOOD') AS s
  UNION ALL
  SELECT '30', a.name, a.name, a.type, a.id, a.org_path, a.label
  FROM award_on(p_county, p_as_of, 'ADVANCED_VILLAGE') AS a
  UNION ALL
  SELECT '31', a.name, a.name, a.type, a.id, a.org_path, a.label
  FROM award_on(p_county, p_as_of, 'GOOD_TEAM') AS a
  UNION ALL
  SELECT '32', a.name, a.name, a.type, a.id, a.org_path, a.label
  FROM award_on(p_county, p_as_of, 'GOOD_SECRETARY') AS a
  UNION ALL
  SELECT '34', f.name, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.volunteer.v1.Returnee', p_as_of) AS f
  WHERE f.day >= p_since
    AND f.body -> 'verified_date' IS NOT NULL
  UNION ALL
  SELECT '36', s.name, s.name, s.type, s.id, s.org_path, s.label
  FROM scheme_of(p_county, 'GRID_SYSTEM') AS s
  UNION ALL
  SELECT '37', f.kind, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.volunteer.v1.JointActivity', p_as_of) AS f
  UNION ALL
  SELECT '38', s.dimension, s.name, s.type, s.id, s.org_path, s.label
  FROM scheme_of(p_county, 'FOUR_STRONG_ORGAN') AS s
  UNION ALL
  SELECT '39', f.name, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.volunteer.v1.Team', p_as_of) AS f
  WHERE f.state = 'TEAM_STATE_ACTIVE'
    AND f.kind = 'TEAM_KIND_PARTY_MEMBER'
    AND f.body ->> 'community' <> ''
  UNION ALL
  SELECT '41', f.name, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.volunteer.v1.Ticket', p_as_of) AS f
  WHERE f.state = 'TICKET_STATE_CLOSED'
    AND f.kind IN ('TICKET_KIND_WORRY', 'TICKET_KIND_BURDEN', 'TICKET_KIND_DISTRESS')
  UNION ALL
  SELECT '43', s.dimension, s.name, s.type, s.id, s.org_path, s.label
  FROM scheme_of(p_county, 'FOUR_STRONG_TWO_NEW') AS s
  UNION ALL
  SELECT '44', f.name, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.volunteer.v1.Suggestion', p_as_of) AS f
  WHERE f.body ->> 'screening' = 'SCREENING_VALID'
    AND f.body ->> 'topic' IN ('SUGGESTION_TOPIC_ENTERPRISE', 'SUGGESTION_TOPIC_PROJECT',
                               'SUGGESTION_TOPIC_ENVIRONMENT')
  UNION ALL
  SELECT '45', f.name, f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.volunteer.v1.Event', p_as_of) AS f
  WHERE f.state = 'EVENT_STATE_CLOSED'
    AND f.body ->> 'sector' IN ('SECTOR_PRIVATE_ENTERPRISE', 'SECTOR_SOCIAL_ORGANIZATION')
    AND f.body ->> 'category' IN ('EVENT_CATEGORY_CIVILITY', 'EVENT_CATEGORY_STUDENT_AID',
                                  'EVENT_CATEGORY_EXAM_ESCORT', 'EVENT_CATEGORY_RIVER_PATROL')
  UNION ALL
  SELECT '47', f.body ->> 'field', f.name, f.type, f.id, f.org_path, f.label
  FROM fact_on(p_county, 'xianfeng.volunteer.v1.Event', p_as_of) AS f
  WHERE f.state NOT IN ('EVENT_STATE_DRAFT', 'EVENT_STATE_CANCELLED')
    AND f.body -> 'field' IS NOT NULL
$$;
