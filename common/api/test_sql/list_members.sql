-- A list as Page knows it: what it filters by is told by its parameters. No test runs it.
SELECT name
FROM member m
WHERE county = :county AND (m.org_path, m.id) > (:after_path, :after_id)
  AND (:filter_kind::text IS NULL OR kind = :filter_kind)
  AND (:filter_organization_id::text IS NULL OR organization = :filter_organization_id)
  AND (:filter_external_id::text IS NULL OR external_id = :filter_external_id)
  AND (:filter_since::date IS NULL OR since >= :filter_since)
  AND (:filter_floating::bool IS NULL OR floating = :filter_floating)
  AND (:filter_age::int IS NULL OR age = :filter_age)
ORDER BY m.org_path, m.id
LIMIT :page_limit
