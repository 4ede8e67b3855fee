-- Returns the classes of the sessions of :rows, locked in one order until the transaction ends, so that none is closed
-- meanwhile. Indexes: primary keys.
SELECT
  'counties/' || county || '/classes/' || id AS name, version::text AS etag, create_time, update_time,
  org_path, 'counties/' || county || '/organizations/' || organization_id AS organization, display_name,
  state, 'counties/' || county || '/plans/' || plan_id AS plan, start_date, end_date, target_group, capacity,
  year, trainee_count, close_time
FROM training_class
WHERE county = :county
  AND id IN (
    SELECT session.class_id
    FROM jsonb_to_recordset(:rows::jsonb) AS given (session_id text)
    JOIN session ON session.county = :county AND session.id = given.session_id
  )
ORDER BY id
FOR UPDATE
