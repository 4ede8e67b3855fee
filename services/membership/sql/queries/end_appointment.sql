-- Supersedes an appointment that lasts by one that ended on :end_date. When it is known: see
-- 0003_member_facts.sql. Served by officer_fact_current.
WITH closed AS (
  UPDATE officer_fact
  SET known_to = GREATEST(now(), known_from)
  WHERE county = :county AND id = :id AND known_to IS NULL
  RETURNING *
)
INSERT INTO appointments (
  county, id, version, create_time, org_path, organization_id, member_id, display_name, role, term_end_date, end_reason,
  document, valid, known_from)
SELECT county, id, version + 1, create_time, org_path, organization_id, member_id, display_name, role, term_end_date,
  :reason, document, daterange(lower(valid), :end_date::date), known_to
FROM closed
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, role, start_date, term_end_date,
  end_date, end_reason, document
