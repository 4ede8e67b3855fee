-- Appends an entry to a county's chain, whose head stays locked until COMMIT; by SM3, which pgcrypto takes from OpenSSL. Written out,
-- for a function in SQL would be planned anew at every call. What the resources were before is the hash of their latest changes
-- in the feed, which this statement must precede; by feed_state_pkey, before the lock is taken.
WITH before AS MATERIALIZED (
  SELECT coalesce(public.digest(string_agg(
           convert_to(named.name, 'UTF8') || coalesce(public.digest(latest.resource, 'sm3'), ''::bytea), ''::bytea
           ORDER BY named.ordinal), 'sm3'), ''::bytea) AS hash
  FROM jsonb_array_elements_text((:resources::text)::jsonb) WITH ORDINALITY AS named(name, ordinal)
  CROSS JOIN LATERAL (
    SELECT change.resource
    FROM feed_state state
    JOIN change ON change.county = state.county AND change.revision = state.revision
    WHERE state.county = :county AND state.name = named.name
  ) latest
), head AS (
  INSERT INTO county_head (county, audit_seq, audit_hash)
  SELECT :county, 1, public.digest(convert_to(:county, 'UTF8') || int8send(1) || :content_hash::bytea || before.hash, 'sm3')
  FROM before
  ON CONFLICT (county) DO UPDATE
    SET audit_seq = county_head.audit_seq + 1,
        audit_hash = public.digest(county_head.audit_hash || convert_to(:county, 'UTF8') || int8send(county_head.audit_seq + 1)
                     || :content_hash::bytea || (SELECT hash FROM before), 'sm3')
  RETURNING audit_seq, audit_hash
)
INSERT INTO audit_entry (county, seq, time, subject, service, origin, trace_id, method, result, reason, resources,
                         before_hash, after_hash, details_sealed, algorithm, content_hash, hash)
SELECT :county, head.audit_seq, :time::timestamptz, :subject, :service, :origin, :trace_id, :method, :result, :reason,
       :resources, before.hash, :after_hash::bytea, :details_sealed::bytea, :algorithm, :content_hash::bytea,
       head.audit_hash
FROM head, before
