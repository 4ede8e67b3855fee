-- Records an absence, or changes it when :sequence is higher than the recorded one; no row when it is not. Served by the
-- primary key.
INSERT INTO absences (
  county, id, org_path, member_id, display_name, state, start_date, end_date, host, purpose, source, sequence)
VALUES (
  :county, :id, :org_path, :member_id, :display_name, :state, :start_date, :end_date, :host, :purpose, :source, :sequence)
ON CONFLICT (county, id) DO UPDATE
SET version = absences.version + 1,
  update_time = now(),
  state = excluded.state,
  start_date = excluded.start_date,
  end_date = excluded.end_date,
  host = excluded.host,
  purpose = excluded.purpose,
  source = excluded.source,
  sequence = excluded.sequence
WHERE absences.sequence < excluded.sequence
RETURNING name, etag, create_time, update_time, org_path, member, display_name, state, start_date, end_date, host, purpose, source, sequence
