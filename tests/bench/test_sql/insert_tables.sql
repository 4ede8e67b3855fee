-- Seconds that PostgreSQL takes by itself for the rows of an import: those of each table that an import fills, under the
-- same constraints and indexes, one INSERT … SELECT each. Everything is rolled back.
BEGIN;
CREATE TEMP TABLE members_before AS SELECT * FROM member;
CREATE TEMP TABLE membership_before AS SELECT * FROM membership_fact;
CREATE TEMP TABLE state_before AS SELECT * FROM state_fact;
CREATE TEMP TABLE feed_before AS SELECT * FROM feed_state;
CREATE TEMP TABLE changes_before AS SELECT * FROM change;
TRUNCATE member, membership_fact, state_fact, feed_state, change CASCADE;
SELECT clock_timestamp() AS began
\gset
INSERT INTO member SELECT * FROM members_before;
INSERT INTO membership_fact (
  county, fact_id, member_id, organization_id, org_path, member_kind, valid, known_from, known_to)
OVERRIDING SYSTEM VALUE
SELECT county, fact_id, member_id, organization_id, org_path, member_kind, valid, known_from, known_to
FROM membership_before;
INSERT INTO state_fact (
  county, fact_id, member_id, org_path, state, reason, document, ground, valid, known_from, known_to)
OVERRIDING SYSTEM VALUE
SELECT county, fact_id, member_id, org_path, state, reason, document, ground, valid, known_from, known_to
FROM state_before;
INSERT INTO feed_state SELECT * FROM feed_before;
INSERT INTO change SELECT * FROM changes_before;
SELECT extract(epoch FROM clock_timestamp() - :'began'::timestamptz);
ROLLBACK;
