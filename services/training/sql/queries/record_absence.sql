-- Records an absence, or changes it when :sequence is higher than the recorded one; no row when it is not. Index: primary key.
INSERT INTO absence AS o (
  county, id, org_path, member_id, display_name, state, start_date, end_date, host, purpose, source, sequence
)
VALUES (
  :county, :id, :org_path, :member_id, :display_name, :state, :start_date, :end_date, :host, :purpose, :source, :sequence
)
ON CONFLICT (county, id) DO UPDATE SET
  state = EXCLUDED.state,
  start_date = EXCLUDED.start_date,
  end_date = EXCLUDED.end_date,
  host = EXCLUDED.host,
  purpose = EXCLUDED.purpose,
  source = EXCLUDED.source,
  sequence = EXCLUDED.sequence,
  version = o.version + 1,
  update_time = now()
WHERE o.sequence < EXCLUDED.sequence
RETURNING
  'counties/' || o.county || '/absences/' || o.id AS name, o.version::text AS etag, o.create_time, o.update_time,
  o.org_path, 'counties/' || o.county || '/members/' || o.member_id AS member, o.display_name, o.state, o.start_date,
  o.end_date, o.host, o.purpose, o.source, o.sequence
