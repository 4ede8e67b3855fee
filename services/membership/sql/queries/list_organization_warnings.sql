-- Thresholds of size and of time that active organizations do not meet, one row each, for at most :page_limit organizations; of :ids only
-- when they are given. The numbers are rules/membership.yaml's. Served by organization_order, member_order and
-- officer_fact_organization.
WITH sizes AS (
  SELECT o.id, o.name, o.org_path, o.display_name, o.kind, o.approval_document, o.founded_date, o.planned_end_date,
    jsonb_array_length(o.joint_units) AS units, m.members, m.full_members, f.officers, f.secretaries, f.new_secretaries
  FROM organizations o
  CROSS JOIN LATERAL (
    SELECT count(*) AS members, count(*) FILTER (WHERE m.member_kind = 'FULL') AS full_members
    FROM members m
    WHERE m.county = o.county AND m.org_path >= o.org_path AND m.org_path < o.org_path || '/'
      AND m.state IN ('NORMAL', 'CORRECTING')
  ) m
  CROSS JOIN LATERAL (
    SELECT count(*) AS officers, count(*) FILTER (WHERE a.role = 'SECRETARY') AS secretaries,
      count(*) FILTER (
        WHERE a.role = 'SECRETARY'
          AND p.full_member_date + make_interval(months => :secretary_months::int) > lower(a.valid)) AS new_secretaries
    FROM appointments a
    LEFT JOIN members p ON p.county = a.county AND p.id = a.member_id
    WHERE a.county = o.county AND a.organization_id = o.id AND a.valid @> :today::date
      AND a.role <> 'GROUP_LEADER'
  ) f
  WHERE o.county = :county
    AND o.state = 'ACTIVE'
    AND (o.kind IN ('BRANCH', 'JOINT_BRANCH', 'GENERAL_BRANCH', 'GRASSROOTS_COMMITTEE', 'TEMPORARY_BRANCH')
         OR o.planned_end_date IS NOT NULL)
    AND (o.org_path, o.id) > (:after_path, :after_id)
    AND (:ids::text[] IS NULL OR o.id = ANY(:ids))
), broken AS (
  SELECT s.*, f.finding, f.position
  FROM sizes s
  CROSS JOIN LATERAL (VALUES
    (1, 'BRANCH_TOO_SMALL', s.kind IN ('BRANCH', 'JOINT_BRANCH') AND s.full_members < :branch_full_members::int),
    (2, 'BRANCH_TOO_LARGE', s.kind IN ('BRANCH', 'JOINT_BRANCH') AND s.members > :branch_members::int),
    (3, 'GENERAL_BRANCH_TOO_SMALL', s.kind = 'GENERAL_BRANCH' AND s.members < :general_branch_members::int),
    (4, 'COMMITTEE_TOO_SMALL', s.kind = 'GRASSROOTS_COMMITTEE' AND s.members < :committee_members::int),
    (5, 'BRANCH_COMMITTEE_MISSING', s.kind IN ('BRANCH', 'JOINT_BRANCH')
                                    AND s.full_members >= :branch_committee_from::int
                                    AND s.officers < :branch_committee_least::int),
    (6, 'BRANCH_COMMITTEE_TOO_LARGE', s.kind IN ('BRANCH', 'JOINT_BRANCH') AND s.officers > :branch_committee_most::int),
    (7, 'SECRETARY_MISSING', s.secretaries = 0
                             AND s.kind IN ('BRANCH', 'JOINT_BRANCH', 'GENERAL_BRANCH', 'GRASSROOTS_COMMITTEE')),
    (8, 'GENERAL_BRANCH_COMMITTEE_TOO_SMALL', s.kind = 'GENERAL_BRANCH'
                                              AND s.officers < :general_branch_committee_least::int),
    (9, 'GENERAL_BRANCH_COMMITTEE_TOO_LARGE', s.kind = 'GENERAL_BRANCH'
                                              AND s.officers > :general_branch_committee_most::int),
    (10, 'COMMITTEE_OFFICERS_TOO_FEW', s.kind = 'GRASSROOTS_COMMITTEE' AND s.officers < :committee_officers_least::int),
    (11, 'COMMITTEE_OFFICERS_TOO_MANY', s.kind = 'GRASSROOTS_COMMITTEE' AND s.officers > :committee_officers_most::int),
    (12, 'SECRETARY_TOO_NEW', s.new_secretaries > 0),
    (13, 'JOINT_BRANCH_TOO_MANY_UNITS', s.kind = 'JOINT_BRANCH' AND s.units > :joint_branch_units::int),
    (14, 'BRANCH_COMMITTEE_NOT_DUE', s.kind IN ('BRANCH', 'JOINT_BRANCH')
                                     AND s.full_members < :branch_committee_from
                                     AND s.officers > :small_branch_officers_most::int),
    (15, 'TEMPORARY_BRANCH_TOO_LONG', s.kind = 'TEMPORARY_BRANCH'
                                      AND s.founded_date + make_interval(months => :task_branch_months::int)
                                          <= COALESCE(s.planned_end_date + 1, :today)),
    (16, 'TASK_ENDED', s.planned_end_date < :today),
    (17, 'TASK_ENDS_SOON', s.planned_end_date BETWEEN :today AND :today + :task_remind_days::int)
  ) AS f (position, finding, is_broken)
  WHERE f.is_broken
)
SELECT name, org_path, display_name, approval_document, members, full_members, officers, units, planned_end_date, finding
FROM broken
WHERE (org_path, id) IN (SELECT DISTINCT org_path, id FROM broken ORDER BY org_path, id LIMIT :page_limit)
ORDER BY org_path, id, position
