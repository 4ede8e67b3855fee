-- One report. Primary key.
SELECT 'counties/' || county || '/reports/' || id AS name, version::text AS etag, create_time, update_time, org_path,
       as_of, title, text, spans, figures, identities, claims, rule_version
FROM report
WHERE county = :county
  AND id = :id
