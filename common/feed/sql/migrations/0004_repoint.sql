-- What pointed at a member who was merged into another one, so that it can be pointed back. A row without a target says that the
-- merge was seen, whether or not it moved anything.
CREATE TABLE member_repoint (
  county text NOT NULL,
  from_id text NOT NULL,
  to_id text NOT NULL,
  target text NOT NULL,
  field text NOT NULL,
  id text NOT NULL,
  PRIMARY KEY (county, from_id, target, field, id)
);

-- Where resources of this schema point at a member: by convention the columns that end in member_id, in tables that have county
-- and id.
CREATE FUNCTION member_references() RETURNS TABLE (target regclass, field text)
LANGUAGE sql STABLE AS $references$
  SELECT c.oid::regclass, pointing.attname::text
  FROM pg_class c
  JOIN pg_attribute pointing ON pointing.attrelid = c.oid AND pointing.attname LIKE '%member\_id' AND NOT pointing.attisdropped
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND (SELECT count(*) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attname IN ('county', 'id') AND NOT a.attisdropped) = 2
  ORDER BY c.relname, pointing.attname
$references$;

-- Points every row at `new_id` that points at `old_id`, and returns the rows' ids. A row that the new member has already, or
-- that may not change, stays as it is: nothing is lost, and the old name's tombstone says who it is.
CREATE FUNCTION repoint_member(p_county text, old_id text, new_id text) RETURNS SETOF text
LANGUAGE plpgsql AS $repoint$
DECLARE
  pointing record;
  row_id text;
BEGIN
  INSERT INTO member_repoint (county, from_id, to_id, target, field, id)
  VALUES (p_county, old_id, new_id, '', '', '')
  ON CONFLICT (county, from_id, target, field, id) DO UPDATE SET to_id = excluded.to_id;
  FOR pointing IN SELECT target, field FROM member_references() LOOP
    FOR row_id IN EXECUTE format('SELECT DISTINCT id FROM %s WHERE county = $1 AND %I = $2', pointing.target, pointing.field)
        USING p_county, old_id LOOP
      BEGIN
        EXECUTE format('UPDATE %1$s SET %2$I = $3 WHERE county = $1 AND %2$I = $2 AND id = $4', pointing.target,
                       pointing.field)
        USING p_county, old_id, new_id, row_id;
        INSERT INTO member_repoint (county, from_id, to_id, target, field, id)
        VALUES (p_county, old_id, new_id, pointing.target::text, pointing.field, row_id)
        ON CONFLICT (county, from_id, target, field, id) DO UPDATE SET to_id = excluded.to_id;
        RETURN NEXT row_id;
      EXCEPTION WHEN unique_violation OR exclusion_violation OR check_violation THEN
        CONTINUE;
      END;
    END LOOP;
  END LOOP;
END
$repoint$;

-- Undoes repoint_member: points back the rows that it moved, and returns their ids.
CREATE FUNCTION restore_member(p_county text, old_id text) RETURNS SETOF text
LANGUAGE plpgsql AS $restore$
DECLARE
  moved record;
BEGIN
  FOR moved IN DELETE FROM member_repoint WHERE county = p_county AND from_id = old_id RETURNING * LOOP
    CONTINUE WHEN moved.target = '';
    EXECUTE format('UPDATE %1$s SET %2$I = $3 WHERE county = $1 AND %2$I = $2 AND id = $4', moved.target::regclass,
                   moved.field)
    USING p_county, moved.to_id, old_id, moved.id;
    RETURN NEXT moved.id;
  END LOOP;
END
$restore$;
