-- Who was in office in an organization on a day, by what was known at :known_at (NULL: what is known now). Served by
-- officer_fact_organization.
SELECT name, etag, create_time, update_time, org_path, organization, member, display_name, role, start_date, term_end_date,
  end_date, end_reason, document
FROM appointment_facts
WHERE county = :county AND organization_id = :id AND valid @> :as_of::date
  AND (:known_at::timestamptz IS NULL AND known_to IS NULL
       OR known_from <= :known_at AND (known_to IS NULL OR known_to > :known_at))
ORDER BY array_position(
    ARRAY['SECRETARY', 'DEPUTY_SECRETARY', 'ORGANIZATION_COMMISSIONER', 'PUBLICITY_COMMISSIONER',
          'DISCIPLINE_COMMISSIONER', 'COMMITTEE_MEMBER', 'GROUP_LEADER'], role),
  start_date, name
