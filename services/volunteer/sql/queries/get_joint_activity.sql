-- One joint activity. Served by joint_activity_pkey.
SELECT
  name, etag, create_time, update_time, org_path, title, kind, organization, partners, held_date, description
FROM joint_activities
WHERE county = :county AND id = :id
