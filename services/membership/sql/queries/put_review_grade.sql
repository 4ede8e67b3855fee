-- Writes a member's evaluation, new under :id or over the one that there is.
INSERT INTO review_grades (
  county, id, org_path, review_id, member_id, display_name, self_date, peers_date, ballot_date, ballots, decision_date, grade,
  exempt_reason, at_inflow)
VALUES (
  :county, :id, :org_path, :review_id, :member_id, :display_name, :self_date, :peers_date, :ballot_date, :ballots,
  :decision_date, :grade, :exempt_reason, :at_inflow)
ON CONFLICT (county, review_id, member_id) DO UPDATE
SET version = review_grades.version + 1,
  update_time = now(),
  display_name = EXCLUDED.display_name,
  self_date = EXCLUDED.self_date,
  peers_date = EXCLUDED.peers_date,
  ballot_date = EXCLUDED.ballot_date,
  ballots = EXCLUDED.ballots,
  decision_date = EXCLUDED.decision_date,
  grade = EXCLUDED.grade,
  exempt_reason = EXCLUDED.exempt_reason,
  at_inflow = EXCLUDED.at_inflow
RETURNING name, etag, create_time, update_time, org_path, review, member, display_name, self_date, peers_date, ballot_date, ballots,
  decision_date, grade, exempt_reason, at_inflow
