-- Stores a report.
INSERT INTO report (county, id, org_path, as_of, title, text, spans, figures, identities, claims, rule_version)
VALUES (:county, :id, :org_path, :as_of::date, :title, :text, :spans::jsonb, :figures::jsonb, :identities::jsonb,
        :claims::jsonb, :rule_version)
RETURNING 'counties/' || county || '/reports/' || id AS name, version::text AS etag, create_time, update_time, org_path,
          as_of, title, text, spans, figures, identities, claims, rule_version
