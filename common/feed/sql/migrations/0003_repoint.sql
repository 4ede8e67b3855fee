-- What pointed at a member who was merged into another one, so that it can be pointed back.
CREATE TABLE member_repoint (
  county text NOT NULL,
  from_id text NOT NULL,
  to_id text NOT NULL,
  target text NOT NULL,
  id text NOT NULL,
  PRIMARY KEY (county, from_id, target, id)
);

-- Tables of this schema whose rows are resources that point at a member: by convention those with county, id and member_id.
CREATE FUNCTION member_tables() RETURNS SETOF regclass
LANGUAGE sql STABLE AS $tables$
  SELECT c.oid::regclass
  FROM pg_class c
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND (SELECT count(*) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attname IN ('county', 'id', 'member_id') AND NOT a.attisdropped) = 3
  ORDER BY c.relname
$tables$;

-- Points every row at `new_id` that points at `old_id`, and returns the rows' ids. A row that the new member has already, or
-- that may not change, stays as it is: nothing is lost, and the old name's tombstone says who it is.
CREATE FUNCTION repoint_member(p_county text, old_id text, new_id text) RETURNS SETOF text
LANGUAGE plpgsql AS $repoint$
DECLARE
  pointing regclass;
  row_id text;
BEGIN
  FOR pointing IN SELECT member_tables() LOOP
    FOR row_id IN EXECUTE format('SELECT DISTINCT id FROM %s WHERE county = $1 AND member_id = $2', pointing)
        USING p_county, old_id LOOP
      BEGIN
        EXECUTE format('UPDATE %s SET member_id = $3 WHERE county = $1 AND member_id = $2 AND id = $4', pointing)
        USING p_county, old_id, new_id, row_id;
        INSERT INTO member_repoint (county, from_id, to_id, target, id)
        VALUES (p_county, old_id, new_id, pointing::text, row_id)
        ON CONFLICT (county, from_id, target, id) DO UPDATE SET to_id = excluded.to_id;
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
    EXECUTE format('UPDATE %s SET member_id = $3 WHERE county = $1 AND member_id = $2 AND id = $4', moved.target::regclass)
    USING p_county, moved.to_id, old_id, moved.id;
    RETURN NEXT moved.id;
  END LOOP;
END
$restore$;
