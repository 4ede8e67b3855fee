-- Records an award. award_already_given when the recipient has one of the kind and year.
INSERT INTO award (county, id, org_path, kind, year, recipient, organization_id, member_id, award_date, document_number)
VALUES (:county, :id, :org_path, :kind, :year::integer, :recipient, :organization_id, COALESCE(:member_id::text, ''),
        :award_date::date, :document_number)
RETURNING 'counties/' || county || '/awards/' || id AS name, version::text AS etag, create_time, update_time, org_path,
          kind, year, recipient, 'counties/' || county || '/organizations/' || organization_id AS organization,
          CASE WHEN member_id <> '' THEN 'counties/' || county || '/members/' || member_id ELSE '' END AS member,
          award_date, document_number, state, revoke_reason
