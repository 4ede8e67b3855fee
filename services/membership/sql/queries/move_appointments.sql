-- Rewrites the paths of the appointments of a subtree that are known to be so. Served by officer_fact_order.
UPDATE appointments
SET version = version + 1,
  org_path = :new_path || substr(org_path, length(:old_path) + 1)
WHERE county = :county AND org_path >= :old_path AND org_path < :old_path || '/'
RETURNING name, etag, create_time, update_time, org_path, organization, member, display_name, role, start_date, term_end_date,
  end_date, end_reason, document
