-- What each figure counts: the definitions, the functions that keep the entries by them, and a count anew of all facts
-- because a definition may have changed. A figure's number and the rows behind it both come from figure_entry, so they
-- can't disagree.
DROP FUNCTION IF EXISTS keep_fact(text, text, text, text, text, text, bigint, jsonb);
DROP FUNCTION IF EXISTS enter_fact(text, text, text, text, text, jsonb);
DROP FUNCTION IF EXISTS figures_of(text, text, jsonb);
DROP FUNCTION IF EXISTS day_of(jsonb);

-- Day of a google.type.Date in proto JSON; NULL when it is not set.
CREATE FUNCTION day_of(p_date jsonb)
RETURNS date
LANGUAGE sql IMMUTABLE AS $$
  SELECT make_date((p_date ->> 'year')::integer, (p_date ->> 'month')::integer, (p_date ->> 'day')::integer)
$$;

-- What a resource counts as: figure, the thing counted (the resource itself, its person, or the kinds that it uses), and
-- the first and last day on which it does; NULL = no limit.
CREATE FUNCTION figures_of(p_type text, p_name text, p_body jsonb)
RETURNS TABLE (figure text, counted text, first_day date, last_day date)
LANGUAGE sql STABLE AS $$
  -- 6: basic tasks of published plans.
  SELECT '6', task, day_of(p_body -> 'publish_date'), NULL::date
  FROM jsonb_array_elements(p_body -> 'items') AS item
    CROSS JOIN jsonb_array_elements_text(item -> 'tasks') AS task
  WHERE p_type = 'xianfeng.training.v1.Plan'
    AND p_body ->> 'state' = 'PLAN_STATE_PUBLISHED'
  UNION ALL
  -- 7, 8, 9, 10: venues in use, by kind.
  SELECT CASE p_body ->> 'kind'
           WHEN 'VENUE_KIND_COUNTY_PARTY_SCHOOL' THEN '7'
           WHEN 'VENUE_KIND_TOWNSHIP_PARTY_SCHOOL' THEN '8'
           WHEN 'VENUE_KIND_RED' THEN '9'
           WHEN 'VENUE_KIND_GREEN' THEN '10'
         END, p_name, NULL, NULL
  WHERE p_type = 'xianfeng.training.v1.Venue'
    AND p_body ->> 'state' = 'VENUE_STATE_ACTIVE'
  UNION ALL
  -- 11, 12, 13: instructors in service, by category; the last day of the term is served.
  SELECT CASE p_body ->> 'category'
           WHEN 'INSTRUCTOR_CATEGORY_FULL_TIME' THEN '11'
           WHEN 'INSTRUCTOR_CATEGORY_ADVANCED_MODEL' THEN '12'
           WHEN 'INSTRUCTOR_CATEGORY_BRANCH_SECRETARY' THEN '12'
           WHEN 'INSTRUCTOR_CATEGORY_EXPERT' THEN '12'
           WHEN 'INSTRUCTOR_CATEGORY_PARTY_WORKER' THEN '12'
           WHEN 'INSTRUCTOR_CATEGORY_RETIRED_CADRE' THEN '12'
           WHEN 'INSTRUCTOR_CATEGORY_PRACTICAL' THEN '13'
         END, p_name, day_of(p_body -> 'hired_from'), day_of(p_body -> 'hired_until')
  WHERE p_type = 'xianfeng.training.v1.Instructor'
  UNION ALL
  -- 11-13: all instructors in service, whatever their category, so that the sum is a check.
  SELECT '11-13', p_name, day_of(p_body -> 'hired_from'), day_of(p_body -> 'hired_until')
  WHERE p_type = 'xianfeng.training.v1.Instructor'
  UNION ALL
  -- 14: what instructors in service focus on.
  SELECT '14', focus, day_of(p_body -> 'hired_from'), day_of(p_body -> 'hired_until')
  FROM jsonb_array_elements_text(p_body -> 'focus') AS focus
  WHERE p_type = 'xianfeng.training.v1.Instructor'
  UNION ALL
  -- 18: channels in use.
  SELECT '18', p_name, NULL, NULL
  WHERE p_type = 'xianfeng.training.v1.Channel'
    AND p_body ->> 'state' = 'CHANNEL_STATE_ACTIVE'
  UNION ALL
  -- 19: columns in use.
  SELECT '19', p_name, NULL, NULL
  WHERE p_type = 'xianfeng.training.v1.Column'
    AND p_body ->> 'state' = 'COLUMN_STATE_ACTIVE'
  UNION ALL
  -- 23: types of the programs that have begun.
  SELECT '23', p_body ->> 'type', day_of(p_body -> 'start_date'), NULL
  WHERE p_type = 'xianfeng.rotation.v1.Program'
  UNION ALL
  -- 24: persons sent to learn at a unit of province or city.
  SELECT '24', COALESCE(p_body ->> 'member', p_body ->> 'candidate'), day_of(p_body -> 'start_date'), NULL
  WHERE p_type = 'xianfeng.rotation.v1.Placement'
    AND p_body ->> 'state' IN ('PLACEMENT_STATE_DISPATCHED', 'PLACEMENT_STATE_ENDED')
    AND p_body ->> 'program_type' = 'PROGRAM_TYPE_SHADOWING'
    AND p_body ->> 'host_level' IN ('HOST_LEVEL_PROVINCE', 'HOST_LEVEL_CITY')
  UNION ALL
  -- 25: persons sent to train at a demanding post.
  SELECT '25', COALESCE(p_body ->> 'member', p_body ->> 'candidate'), day_of(p_body -> 'start_date'), NULL
  WHERE p_type = 'xianfeng.rotation.v1.Placement'
    AND p_body ->> 'state' IN ('PLACEMENT_STATE_DISPATCHED', 'PLACEMENT_STATE_ENDED')
    AND p_body ->> 'program_type' = 'PROGRAM_TYPE_POST_ROTATION'
    AND p_body ->> 'demanding' = 'true'
  UNION ALL
  -- 28, 38, 43: dimensions of active schemes, by kind.
  SELECT CASE p_body ->> 'kind'
           WHEN 'SCHEME_KIND_SIX_GOOD' THEN '28'
           WHEN 'SCHEME_KIND_FOUR_STRONG_ORGAN' THEN '38'
           WHEN 'SCHEME_KIND_FOUR_STRONG_TWO_NEW' THEN '43'
         END, dimension ->> 'title', NULL, NULL
  FROM jsonb_array_elements(p_body -> 'dimensions') AS dimension
  WHERE p_type = 'xianfeng.report.v1.Scheme'
    AND p_body ->> 'state' = 'SCHEME_STATE_ACTIVE'
  UNION ALL
  -- 36: active grid systems.
  SELECT '36', p_name, NULL, NULL
  WHERE p_type = 'xianfeng.report.v1.Scheme'
    AND p_body ->> 'state' = 'SCHEME_STATE_ACTIVE'
    AND p_body ->> 'kind' = 'SCHEME_KIND_GRID_SYSTEM'
  UNION ALL
  -- 30, 31, 32: awards given, by kind.
  SELECT CASE p_body ->> 'kind'
           WHEN 'AWARD_KIND_ADVANCED_VILLAGE' THEN '30'
           WHEN 'AWARD_KIND_GOOD_TEAM' THEN '31'
           WHEN 'AWARD_KIND_GOOD_SECRETARY' THEN '32'
         END, p_name, day_of(p_body -> 'award_date'), NULL
  WHERE p_type = 'xianfeng.report.v1.Award'
    AND p_body ->> 'state' = 'AWARD_STATE_GIVEN'
  UNION ALL
  -- 34: returnees whom the township has verified.
  SELECT '34', p_name, day_of(p_body -> 'return_date'), NULL
  WHERE p_type = 'xianfeng.volunteer.v1.Returnee'
    AND p_body -> 'verified_date' IS NOT NULL
  UNION ALL
  -- 37: kinds of joint activities held.
  SELECT '37', p_body ->> 'kind', day_of(p_body -> 'held_date'), NULL
  WHERE p_type = 'xianfeng.volunteer.v1.JointActivity'
  UNION ALL
  -- 39: working teams of Party members that serve a community.
  SELECT '39', p_name, day_of(p_body -> 'founded_date'), NULL
  WHERE p_type = 'xianfeng.volunteer.v1.Team'
    AND p_body ->> 'state' = 'TEAM_STATE_ACTIVE'
    AND p_body ->> 'kind' = 'TEAM_KIND_PARTY_MEMBER'
    AND p_body ->> 'community' <> ''
  UNION ALL
  -- 41: closed tickets of the three kinds.
  SELECT '41', p_name, ((p_body ->> 'closed_time')::timestamptz AT TIME ZONE 'Asia/Shanghai')::date, NULL
  WHERE p_type = 'xianfeng.volunteer.v1.Ticket'
    AND p_body ->> 'state' = 'TICKET_STATE_CLOSED'
    AND p_body ->> 'kind' IN ('TICKET_KIND_WORRY', 'TICKET_KIND_BURDEN', 'TICKET_KIND_DISTRESS')
  UNION ALL
  -- 44: valid suggestions on the three topics.
  SELECT '44', p_name, day_of(p_body -> 'submitted_date'), NULL
  WHERE p_type = 'xianfeng.volunteer.v1.Suggestion'
    AND p_body ->> 'screening' = 'SCREENING_VALID'
    AND p_body ->> 'topic' IN ('SUGGESTION_TOPIC_ENTERPRISE', 'SUGGESTION_TOPIC_PROJECT',
                               'SUGGESTION_TOPIC_ENVIRONMENT')
  UNION ALL
  -- 45: closed events of the four categories, held by 两新 organizations.
  SELECT '45', p_name, ((p_body ->> 'start_time')::timestamptz AT TIME ZONE 'Asia/Shanghai')::date, NULL
  WHERE p_type = 'xianfeng.volunteer.v1.Event'
    AND p_body ->> 'state' = 'EVENT_STATE_CLOSED'
    AND p_body ->> 'sector' IN ('SECTOR_PRIVATE_ENTERPRISE', 'SECTOR_SOCIAL_ORGANIZATION')
    AND p_body ->> 'category' IN ('EVENT_CATEGORY_CIVILITY', 'EVENT_CATEGORY_STUDENT_AID',
                                  'EVENT_CATEGORY_EXAM_ESCORT', 'EVENT_CATEGORY_RIVER_PATROL')
  UNION ALL
  -- 47: fields that events serve, once they are published and unless they are called off.
  SELECT '47', p_body ->> 'field', ((p_body ->> 'start_time')::timestamptz AT TIME ZONE 'Asia/Shanghai')::date, NULL
  WHERE p_type = 'xianfeng.volunteer.v1.Event'
    AND p_body ->> 'state' NOT IN ('EVENT_STATE_DRAFT', 'EVENT_STATE_CANCELLED')
$$;

-- Writes the entries of a fact; it has none yet. A plan that names a task twice counts it once. One plan for all types:
-- planning the branches anew for each fact costs thirty times what running them does.
CREATE FUNCTION enter_fact(p_county text, p_type text, p_id text, p_name text, p_org_path text, p_body jsonb)
RETURNS void
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  INSERT INTO figure_entry (county, figure, type, id, counted, name, org_path, label, first_day, last_day, place)
  SELECT p_county, f.figure, p_type, p_id, f.counted, p_name, p_org_path,
         COALESCE(p_body ->> 'display_name', p_body ->> 'title', p_body ->> 'recipient', p_body ->> 'host', ''),
         COALESCE(f.first_day, '-infinity'), COALESCE(f.last_day, 'infinity'),
         min(f.place)
  FROM figures_of(p_type, p_name, p_body) WITH ORDINALITY AS f(figure, counted, first_day, last_day, place)
  WHERE f.figure IS NOT NULL
    AND f.counted IS NOT NULL
  GROUP BY f.figure, f.counted, f.first_day, f.last_day;
END
$$;

-- Takes a resource's newest state into the read model.
CREATE FUNCTION keep_fact(p_county text, p_type text, p_id text, p_name text, p_org_path text, p_source text,
                          p_revision bigint, p_body jsonb)
RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fact (county, type, id, name, org_path, source, revision, body)
  VALUES (p_county, p_type, p_id, p_name, p_org_path, p_source, p_revision, p_body)
  ON CONFLICT (county, type, id) DO UPDATE
  SET name = EXCLUDED.name,
      org_path = EXCLUDED.org_path,
      source = EXCLUDED.source,
      revision = EXCLUDED.revision,
      body = EXCLUDED.body,
      update_time = now();
  DELETE FROM figure_entry
  WHERE county = p_county
    AND type = p_type
    AND id = p_id;
  PERFORM enter_fact(p_county, p_type, p_id, p_name, p_org_path, p_body);
END
$$;

DELETE FROM figure_entry;

SELECT count(enter_fact(county, type, id, name, org_path, body))
FROM fact;
