-- The change feed, bookkeeping without row-level security: only common/ reaches it, and filters by itself.

-- Newest and oldest revision of each county, locked last in every writing transaction; audit columns for the hash chain.
CREATE TABLE county_head (
  county text PRIMARY KEY,
  revision bigint NOT NULL DEFAULT 0,
  compacted_revision bigint NOT NULL DEFAULT 0,
  audit_seq bigint NOT NULL DEFAULT 0,
  audit_hash bytea NOT NULL DEFAULT '',
  epoch uuid NOT NULL DEFAULT gen_random_uuid()
);

-- One row a change. `resource` is a serialized google.protobuf.Any of the masked resource, NULL on a tombstone.
CREATE TABLE change (
  county text NOT NULL,
  revision bigint NOT NULL,
  commit_end boolean NOT NULL,
  commit_time timestamptz NOT NULL,
  type text NOT NULL,
  name text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  old_org_path text COLLATE "C" NOT NULL DEFAULT '',
  resource bytea,
  tombstone_reason text,
  merged_into text NOT NULL DEFAULT '',
  sensitive_sealed bytea,
  PRIMARY KEY (county, revision)
);

-- Finds the latest change of each resource below a path, when an organization moves, and for digests.
CREATE INDEX change_latest ON change (county, name, revision DESC);
CREATE INDEX change_by_path ON change (county, org_path, name);

-- Where this service's consumer stands in another service's feed.
CREATE TABLE feed_inbox (
  county text NOT NULL,
  source text NOT NULL,
  cursor text NOT NULL,
  revision bigint NOT NULL,
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, source)
);

-- Membership's organizations as followers know them.
CREATE TABLE organization_mirror (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  display_name text NOT NULL DEFAULT '',
  sector text,
  kind text,
  PRIMARY KEY (county, id)
);

-- Moves every row of this schema below `old_path` to `new_path`: all tables that have county and org_path, but for the
-- feed's own history. Returns how many rows moved.
CREATE FUNCTION rewrite_org_path(p_county text, old_path text, new_path text) RETURNS bigint
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
      AND c.relname <> 'change'
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
