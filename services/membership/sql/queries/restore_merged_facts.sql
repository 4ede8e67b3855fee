-- What was known of a merged record is known again, as new facts. Served by the primary keys.
WITH merge AS (
  SELECT county, merged_id, membership_facts, state_facts
  FROM member_merge
  WHERE county = :county AND merge_id = :merge_id::bigint
), membership AS (
  INSERT INTO membership_fact (county, member_id, organization_id, org_path, member_kind, valid, known_from)
  SELECT f.county, f.member_id, f.organization_id, f.org_path, f.member_kind, f.valid, GREATEST(now(), f.known_to)
  FROM merge
  JOIN membership_fact f ON f.county = merge.county AND f.fact_id = ANY(merge.membership_facts)
)
INSERT INTO state_fact (county, member_id, org_path, state, reason, document, ground, valid, known_from)
SELECT f.county, f.member_id, f.org_path, f.state, f.reason, f.document, f.ground, f.valid, GREATEST(now(), f.known_to)
FROM merge
JOIN state_fact f ON f.county = merge.county AND f.fact_id = ANY(merge.state_facts)
