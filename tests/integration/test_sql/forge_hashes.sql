-- Makes every hash of the log anew, as a colluding administrator would after a change: the log alone looks sound.
CREATE FUNCTION pg_temp.forge_hashes(whose text) RETURNS void LANGUAGE plpgsql AS $forge$
DECLARE
  e training.audit_entry;
  before bytea := '';
  field text;
  content bytea;
BEGIN
  FOR e IN SELECT * FROM training.audit_entry WHERE county = whose ORDER BY seq LOOP
    content := '';
    FOREACH field IN ARRAY ARRAY['xianfeng audit entry 1', e.algorithm, (extract(epoch FROM e.time) * 1000000)::bigint::text,
        e.subject, e.service, e.origin, e.trace_id, e.method, e.result, e.reason, e.resources] LOOP
      content := content || int4send(octet_length(field)) || convert_to(field, 'UTF8');
    END LOOP;
    content := sha256(
      content || int4send(length(e.after_hash)) || e.after_hash || int4send(length(e.details_sealed)) || e.details_sealed);
    before := sha256(before || convert_to(e.county, 'UTF8') || int8send(e.seq) || content || e.before_hash);
    UPDATE training.audit_entry SET content_hash = content, hash = before WHERE county = e.county AND seq = e.seq;
  END LOOP;
  UPDATE training.county_head SET audit_hash = before WHERE county = whose;
END
$forge$;
SELECT pg_temp.forge_hashes(:county);
