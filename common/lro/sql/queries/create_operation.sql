-- Puts an operation up for running.
INSERT INTO operation
  (county, id, org_path, method, permission, subject, target, input_sealed, must_end, metadata_sealed)
VALUES
  (:county, :id, :org_path, :method, :permission, :subject, :target, :input::bytea, :must_end, :metadata::bytea)
RETURNING
  id, org_path, permission, state, metadata_sealed, response_sealed, error_sealed
