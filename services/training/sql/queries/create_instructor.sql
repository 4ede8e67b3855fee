-- Records a new instructor and returns it.
INSERT INTO instructor (
  county, id, org_path, organization_id, display_name, gender, phone_sealed, phone_index, category,
  source_unit, title, focus, field, hired_from, hired_until, member_id
)
VALUES (
  :county, :id, :org_path, :organization_id, :display_name, :gender, :phone_sealed, :phone_index, :category,
  :source_unit, :title, :focus::jsonb, :field, :hired_from, :hired_until, :member_id
)
RETURNING
  'counties/' || county || '/instructors/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  gender, phone_sealed, category, source_unit, title, focus, field, hired_from, hired_until,
  'counties/' || county || '/members/' || member_id AS member
