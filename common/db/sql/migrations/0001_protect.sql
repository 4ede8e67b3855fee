-- Row-level security by organization path, for every table whose rows belong to an organization.
-- The policy is a range, because ltree and LIKE are not leakproof and lose their index under RLS; "." < "/" < labels, so
-- [scope, scope || '/') is the scope and everything below it. nullif matters: after one SET LOCAL the setting is '' on that
-- session, and without it a pooled connection would see everything (architecture §3).
CREATE FUNCTION protect(target text) RETURNS void
LANGUAGE plpgsql AS $protect$
DECLARE
  condition text;
BEGIN
  SELECT string_agg(
           format('org_path >= nullif(current_setting(%1$L, true), '''') AND org_path < nullif(current_setting(%1$L, true), '''') || ''/''',
                  setting), ' OR ')
  INTO condition
  FROM unnest(ARRAY['xf.scope', 'xf.scope2', 'xf.scope3', 'xf.scope4']) AS setting;
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY in_scope ON %I USING (%s) WITH CHECK (%s)', target, condition, condition);
END
$protect$;
