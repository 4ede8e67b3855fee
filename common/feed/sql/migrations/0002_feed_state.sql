-- What is: the latest change of every live resource, so that first copies, digests, moves and retention need no search
-- through history. Bookkeeping without row-level security, like the changes themselves.

-- One 64-bit word of a digest, from byte `first` on, its sign bit flipped so that words order and add up as unsigned ones do
-- (common/feed/digest.h).
CREATE FUNCTION digest_word(digest bytea, first int) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $word$
  SELECT ('x' || encode(substr(digest, first, 8), 'hex'))::bit(64)::bigint # (-9223372036854775808)
$word$;

-- Hash of a resource's state as sync.proto has it: SHA-256 of name, revision and bytes.
CREATE FUNCTION state_hash(name text, revision bigint, resource bytea) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS $hash$
  SELECT sha256(convert_to(name, 'UTF8') || int8send(revision) || resource)
$hash$;

-- `revision` is the resource's latest change, `previous_revision` the one before it. Frequent updates touch no indexed column.
CREATE TABLE feed_state (
  county text NOT NULL,
  name text COLLATE "C" NOT NULL,
  type text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  previous_revision bigint,
  hash1 bigint NOT NULL,
  hash2 bigint NOT NULL,
  hash3 bigint NOT NULL,
  hash4 bigint NOT NULL,
  PRIMARY KEY (county, name)
) WITH (fillfactor = 80);

CREATE INDEX feed_state_by_path ON feed_state (county, org_path);

-- `resource` holds the resource's own bytes from here on, without the Any around them: the type's name has a column.
-- Any is tag, length, type URL (shorter than 128 bytes), tag, length of one to three bytes, value.
UPDATE change
SET resource = right_part.value
FROM (
  SELECT county, revision, substr(resource, 4 + length(url) +
           CASE WHEN rest < 2 + 127 THEN 1 WHEN rest < 3 + 16383 THEN 2 ELSE 3 END) AS value
  FROM (
    SELECT county, revision, resource, substr(resource, 3, get_byte(resource, 1)) AS url,
           length(resource) - 2 - get_byte(resource, 1) - 1 AS rest
    FROM change
    WHERE resource IS NOT NULL
  ) any_parts
) right_part
WHERE change.county = right_part.county AND change.revision = right_part.revision;

-- The resource's change before this one, if it was there: what retention may drop once this one is old.
ALTER TABLE change ADD COLUMN previous_revision bigint;

UPDATE change
SET previous_revision = before.previous_revision
FROM (
  SELECT county, revision, lag(revision) OVER (PARTITION BY county, name ORDER BY revision) AS previous_revision
  FROM change
) before
WHERE change.county = before.county AND change.revision = before.revision AND before.previous_revision IS NOT NULL;

INSERT INTO feed_state (county, name, type, org_path, revision, previous_revision, hash1, hash2, hash3, hash4)
SELECT county, name, type, org_path, revision, previous_revision, digest_word(hash, 1), digest_word(hash, 9),
       digest_word(hash, 17), digest_word(hash, 25)
FROM (
  SELECT DISTINCT ON (county, name) *, state_hash(name, revision, resource) AS hash
  FROM change
  ORDER BY county, name, revision DESC
) latest
WHERE resource IS NOT NULL;

DROP INDEX change_latest;
DROP INDEX change_by_path;

-- How far each consumer says that it has stored the feed.
CREATE TABLE feed_consumer (
  county text NOT NULL,
  principal text NOT NULL,
  consumer text NOT NULL,
  revision bigint NOT NULL,
  ack_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, principal, consumer)
);

-- As before, but the feed's own tables keep the paths that they have announced.
CREATE OR REPLACE FUNCTION rewrite_org_path(p_county text, old_path text, new_path text) RETURNS bigint
LANGUAGE plpgsql AS $rewrite$
DECLARE
  target regclass;
  moved bigint;
  total bigint := 0;
BEGIN
  FOR target IN
    SELECT c.oid
    FROM pg_class c
    JOIN pg_attribute p ON p.attrelid = c.oid AND p.attname = 'org_path' AND NOT p.attisdropped
    JOIN pg_attribute k ON k.attrelid = c.oid AND k.attname = 'county' AND NOT k.attisdropped
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relname NOT IN ('change', 'feed_state')
  LOOP
    EXECUTE format('UPDATE %s SET org_path = $3 || substr(org_path, length($2) + 1)
                    WHERE county = $1 AND org_path >= $2 AND org_path < $2 || ''/''', target)
    USING p_county, old_path, new_path;
    GET DIAGNOSTICS moved = ROW_COUNT;
    total := total + moved;
  END LOOP;
  RETURN total;
END
$rewrite$;
