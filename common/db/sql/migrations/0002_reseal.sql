-- Sealed columns of the schema, so that they can be sealed anew under another key: every bytea column x_sealed of a table
-- with a county. Audit entries are left out: their bytes are hashed. So are answers of calls: they live for a day.
CREATE FUNCTION sealed_columns() RETURNS TABLE (relation text, attribute text)
LANGUAGE sql STABLE AS $columns$
  SELECT c.relname::text, a.attname::text
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname LIKE '%\_sealed' AND a.atttypid = 'bytea'::regtype AND NOT a.attisdropped
  JOIN pg_attribute k ON k.attrelid = c.oid AND k.attname = 'county' AND NOT k.attisdropped
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname NOT IN ('audit_entry', 'idempotency')
$columns$;

-- Values of a column in a county that do not begin with `prefix`, after a place in the table, in the table's order.
CREATE FUNCTION sealed_elsewise(relation text, attribute text, p_county text, prefix bytea, after_place tid, most int)
RETURNS TABLE (place tid, sealed bytea)
LANGUAGE plpgsql STABLE AS $elsewise$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT ctid, %1$I FROM %2$I WHERE ctid > $1 AND county = $2 AND %1$I IS NOT NULL AND substring(%1$I for %3$s) <> $3
     ORDER BY ctid LIMIT $4', attribute, relation, length(prefix))
  USING after_place, p_county, prefix, most;
END
$elsewise$;

-- Puts values sealed anew in the place of those that were read; what has changed meanwhile stays. Returns how many were put.
CREATE FUNCTION put_resealed(relation text, attribute text, p_county text, resealed jsonb) RETURNS bigint
LANGUAGE plpgsql AS $put$
DECLARE
  put bigint;
BEGIN
  EXECUTE format(
    'UPDATE %2$I AS t SET %1$I = r.sealed
     FROM jsonb_to_recordset($2) AS r(place tid, before bytea, sealed bytea)
     WHERE t.ctid = r.place AND t.county = $1 AND t.%1$I = r.before', attribute, relation)
  USING p_county, resealed;
  GET DIAGNOSTICS put = ROW_COUNT;
  RETURN put;
END
$put$;

-- Columns that hold nothing but what begins with `prefix`, so that a restart need not look again.
CREATE TABLE resealed (
  relation text NOT NULL,
  attribute text NOT NULL,
  prefix bytea NOT NULL,
  done_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (relation, attribute)
);
