-- Who was in office in an organization on a day. Served by officer_fact_organization.
SELECT name, etag, create_time, update_time, org_path, organization, member, display_name, role, start_date, term_end_date,
  end_date, end_reason, document
FROM appointments
WHERE county = :county AND organization_id = :id AND valid @> :as_of::date
ORDER BY array_position(
    ARRAY['SECRETARY', 'DEPUTY_SECRETARY', 'ORGANIZATION_COMMISSIONER', 'PUBLICITY_COMMISSIONER',
          'DISCIPLINE_COMMISSIONER', 'COMMITTEE_MEMBER', 'GROUP_LEADER'], role),
  start_date, name
