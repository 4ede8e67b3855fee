-- Records what we know of a step, and closes the record that it corrects, if any. Served by admission_step_fact_admission.
WITH closed AS (
  UPDATE admission_step_fact
  SET known_to = now()
  WHERE county = :county AND admission_id = :id AND known_to IS NULL AND step = :step AND day = :replaced_day::date
)
INSERT INTO admission_step_fact (county, admission_id, org_path, step, day, record)
VALUES (:county, :id, :org_path, :step, :day, :record)
