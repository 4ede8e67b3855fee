-- A page of a county's entries for people; by primary key, filters on top.
SELECT county, seq, (extract(epoch FROM time) * 1000000)::bigint AS micros, subject, service, origin, trace_id, method,
       result, reason, resources, before_hash, after_hash, details_sealed, algorithm, content_hash, hash
FROM audit_entry
WHERE county = :county
  AND seq > coalesce(nullif(:after_id, ''), '0')::bigint AND :after_path = ''
  AND (:filter_subject::text IS NULL OR subject = :filter_subject)
  AND (:filter_service::text IS NULL OR service = :filter_service)
  AND (:filter_method::text IS NULL OR method = :filter_method)
  AND (:filter_result::text IS NULL OR result = :filter_result)
  AND (:filter_reason::text IS NULL OR reason = :filter_reason)
  AND (:filter_resource::text IS NULL OR resources::jsonb ? :filter_resource)
ORDER BY seq
LIMIT :page_limit
