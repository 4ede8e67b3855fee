-- Returns one instructor. Index: instructor_pkey.
SELECT
  'counties/' || county || '/instructors/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  gender, phone_sealed, category, source_unit, title, focus, field, hired_from, hired_until,
  'counties/' || county || '/members/' || member_id AS member
FROM instructor
WHERE county = :county
  AND id = :id
