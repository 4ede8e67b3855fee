-- Rewrites the paths of a subtree's facts, superseded ones included: what is below an organization now is in its scope.
-- Served by the _order index of each table.
WITH membership AS (
  UPDATE membership_fact
  SET org_path = :new_path || substr(org_path, length(:old_path) + 1)
  WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
), status AS (
  UPDATE state_fact
  SET org_path = :new_path || substr(org_path, length(:old_path) + 1)
  WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
), officer AS (
  UPDATE officer_fact
  SET org_path = :new_path || substr(org_path, length(:old_path) + 1)
  WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
    AND known_to IS NOT NULL
), admission_step AS (
  UPDATE admission_step_fact
  SET org_path = :new_path || substr(org_path, length(:old_path) + 1)
  WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
)
UPDATE organization_fact
SET org_path = :new_path || substr(org_path, length(:old_path) + 1)
WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
