-- The rows that a consumer of the whole feed gets, raw.
COPY (
  SELECT revision, commit_end, commit_time, type, name, org_path, old_org_path, resource, tombstone_reason, merged_into
  FROM change
  WHERE county = '990001'
  ORDER BY revision
) TO STDOUT;
