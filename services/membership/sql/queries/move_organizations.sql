-- Rewrites the paths of a subtree of organizations and hangs its top under :superior_id. Served by organization_order.
UPDATE organizations
SET version = version + 1,
  update_time = now(),
  org_path = :new_path || substr(org_path, length(:old_path) + 1),
  superior_id = CASE WHEN id = :id THEN :superior_id ELSE superior_id END
WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
RETURNING name, uid, etag, create_time, update_time, display_name, kind, sector, superior, org_path, unit_name, unit_relation,
  credit_code, division, founded_date, dissolved_date, state, national_org_code, approval_document, joint_units, planned_end_date
