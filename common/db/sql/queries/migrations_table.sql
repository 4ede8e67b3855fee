-- What has been applied to this schema. Runs before any migration, so it is no migration itself.
-- The connection is read-only by default; this string is one transaction, which began so, and the next ones will not.
SET transaction_read_only = off;
SET default_transaction_read_only = off;
SET client_min_messages = warning;
CREATE TABLE IF NOT EXISTS schema_migration (
  component text NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (component, name)
)
