-- Records an election.
INSERT INTO election (
  county, id, org_path, organization_id, date, role, seats, entitled, present, candidates, valid, findings, term_end_date)
VALUES (
  :county, :id, :org_path, :organization_id, :date, :role, :seats, :entitled, :present, :candidates, :valid, :findings,
  :term_end_date)
RETURNING 'counties/' || county || '/elections/' || id AS name, create_time, org_path,
  'counties/' || county || '/organizations/' || organization_id AS organization, date, role, seats, entitled, present,
  candidates, valid, findings, term_end_date
