-- Records a resolution.
INSERT INTO resolution (
  county, id, org_path, organization_id, date, subject, entitled, present, ayes, noes, abstentions, quorate, passed)
VALUES (
  :county, :id, :org_path, :organization_id, :date, :subject, :entitled, :present, :ayes, :noes, :abstentions, :quorate,
  :passed)
RETURNING 'counties/' || county || '/resolutions/' || id AS name, create_time, org_path,
  'counties/' || county || '/organizations/' || organization_id AS organization, date, subject, entitled, present, ayes,
  noes, abstentions, quorate, passed
