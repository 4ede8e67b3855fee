-- Puts an operation up for running.
INSERT INTO operation
  (county, id, org_path, method, permission, subject, target, input, must_end, metadata)
VALUES
  (:county, :id, :org_path, :method, :permission, :subject, :target, :input::bytea, :must_end, :metadata::bytea)
RETURNING
  id, org_path, permission, state, metadata, response, error
