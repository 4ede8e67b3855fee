-- Ends the appointments that last of :member_id (NULL: of everybody) in :organization_id (NULL: in any) on :day. Served by
-- officer_fact_organization and officer_fact_member.
WITH closed AS (
  UPDATE officer_fact
  SET known_to = GREATEST(now(), known_from)
  WHERE county = :county AND known_to IS NULL
    AND (:organization_id::text IS NULL OR organization_id = :organization_id)
    AND (:member_id::text IS NULL OR member_id = :member_id)
    AND upper_inf(valid) AND lower(valid) < :day::date
  RETURNING *
)
INSERT INTO appointments (
  county, id, version, create_time, org_path, organization_id, member_id, display_name, role, term_end_date, end_reason,
  document, valid, known_from)
SELECT county, id, version + 1, create_time, org_path, organization_id, member_id, display_name, role, term_end_date,
  :reason, document, daterange(lower(valid), :day), known_to
FROM closed
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, role, start_date, term_end_date,
  end_date, end_reason, document
