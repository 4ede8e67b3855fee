-- Rows of the benchmark `scale`, written as superuser straight into the tables: so many counties with so many members
-- each, thirty to a branch, the branches under twelve townships, but for the first 34 branches, which are under the committee
-- "mover". One in ten was in the next branch until 2023. Sealed numbers are those of one member that the API made; their
-- indexes are made up.
SET search_path = membership, public;
SET session_replication_role = replica;
SET work_mem = '256MB';
SET maintenance_work_mem = '1GB';

-- Indexes and exclusions of the large tables are made when their rows are there: at once rather than row by row.
CREATE TEMP TABLE put_off AS
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS down,
  format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS up
FROM pg_constraint
WHERE contype = 'x' AND conrelid IN ('membership_fact'::regclass, 'state_fact'::regclass)
UNION ALL
SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index
WHERE NOT indisprimary AND NOT indisexclusion
  AND indrelid IN ('member'::regclass, 'membership_fact'::regclass, 'state_fact'::regclass);
SELECT down FROM put_off \gexec

INSERT INTO organization (county, id, org_path, display_name, kind, superior_id, founded_date)
SELECT code, node.id, '99.9900.' || code || node.below, '中共某某组织', node.kind, CASE WHEN node.id = code THEN NULL ELSE COALESCE(node.superior, code) END,
  '1990-07-01'
FROM (SELECT (990001 + i)::text AS code FROM generate_series(0, :counties - 1) AS i) AS county
CROSS JOIN LATERAL (
  SELECT code AS id, '' AS below, 'LOCAL_COMMITTEE' AS kind, NULL AS superior
  UNION ALL SELECT 'w' || n, '.w' || n, 'WORK_COMMITTEE', NULL FROM generate_series(1, 2) AS n
  UNION ALL SELECT 't' || n, '.t' || n, 'GRASSROOTS_COMMITTEE', NULL FROM generate_series(0, 11) AS n
  UNION ALL SELECT 'mover', '.w1.mover', 'GRASSROOTS_COMMITTEE', 'w1'
  UNION ALL
  SELECT 'b' || b, CASE WHEN b < 34 THEN '.w1.mover.b' || b ELSE '.t' || b % 12 || '.b' || b END, 'BRANCH',
    CASE WHEN b < 34 THEN 'mover' ELSE 't' || b % 12 END
  FROM generate_series(0, (:members - 1) / 30) AS b
) AS node;

INSERT INTO member (
  county, id, org_path, display_name, id_number_sealed, id_number_index, gender, ethnicity, birth_date, education,
  organization_id, member_kind, joined_date, full_member_date, sector)
SELECT o.county, 'm' || lpad(m::text, 6, '0'), o.org_path,
  chr(36213 + m % 50) || chr(19968 + m * 7919 % 20000) || chr(19968 + m * 10473 % 20000), seed.id_number_sealed,
  sha256((o.county || m)::bytea), CASE m % 3 WHEN 0 THEN 'FEMALE' ELSE 'MALE' END, CASE m % 10 WHEN 0 THEN '13' ELSE '01' END,
  '1945-01-01'::date + m * 37 % 21000, CASE m % 2 WHEN 0 THEN '21' ELSE '61' END, o.id, 'FULL', '2010-07-01', '2011-07-01', 'RURAL'
FROM organization o
JOIN generate_series(0, :members - 1) AS m ON o.id = 'b' || m / 30
CROSS JOIN (SELECT id_number_sealed FROM member WHERE county = '990999' LIMIT 1) AS seed
WHERE o.county <> '990999' AND o.kind = 'BRANCH'
ORDER BY o.county, o.org_path, m;

INSERT INTO membership_fact (county, member_id, organization_id, org_path, member_kind, valid)
SELECT m.county, m.id, m.organization_id, m.org_path, k.kind, k.valid
FROM member m
CROSS JOIN LATERAL (
  VALUES ('PROBATIONARY', daterange('2010-07-01', '2011-07-01')),
    ('FULL', daterange(CASE WHEN right(m.id, 1) = '0' THEN '2023-03-01'::date ELSE '2011-07-01' END, NULL))
) AS k (kind, valid)
WHERE m.county <> '990999';

INSERT INTO membership_fact (county, member_id, organization_id, org_path, member_kind, valid)
SELECT m.county, m.id, o.id, o.org_path, 'FULL', daterange('2011-07-01', '2023-03-01')
FROM member m
JOIN organization o
  ON o.county = m.county AND o.id = 'b' || (substr(m.organization_id, 2)::int + 1) % ((:members - 1) / 30 + 1)
WHERE m.county <> '990999' AND right(m.id, 1) = '0';

INSERT INTO state_fact (county, member_id, org_path, state, valid)
SELECT county, id, org_path, 'NORMAL', daterange('2010-07-01', NULL)
FROM member
WHERE county <> '990999';

SELECT up FROM put_off \gexec

VACUUM ANALYZE organization, member, membership_fact, state_fact;
