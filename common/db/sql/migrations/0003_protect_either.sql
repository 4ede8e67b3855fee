-- protect() for rows with two sides, such as a transfer: row-level security lets through whoever has one of `columns`, each an
-- organization path, in scope. An empty path is in nobody's.
CREATE FUNCTION protect_either(target text, columns text[]) RETURNS void
LANGUAGE plpgsql AS $protect$
DECLARE
  condition text;
BEGIN
  SELECT string_agg(
           format('%1$I >= nullif(current_setting(%2$L, true), '''') AND %1$I < nullif(current_setting(%2$L, true), '''') || ''/''',
                  path, setting), ' OR ')
  INTO condition
  FROM unnest(columns) AS path, unnest(ARRAY['xf.scope', 'xf.scope2', 'xf.scope3', 'xf.scope4']) AS setting;
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY in_scope ON %I USING (%s) WITH CHECK (%s)', target, condition, condition);
END
$protect$;
