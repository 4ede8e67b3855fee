-- Entries of a county after a seq, in order, as the chain is checked; by primary key.
SELECT county, seq, (extract(epoch FROM time) * 1000000)::bigint AS micros, subject, service, origin, trace_id, method,
       result, reason, resources, before_hash, after_hash, details_sealed, algorithm, content_hash, hash
FROM audit_entry
WHERE county = :county AND seq > :after::bigint AND seq <= :upto::bigint
ORDER BY seq
LIMIT :page_limit::int
