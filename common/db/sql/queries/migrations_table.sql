-- What has been applied to this schema. Runs before any migration, so it is no migration itself.
SET default_transaction_read_only = off;
SET client_min_messages = warning;
CREATE TABLE IF NOT EXISTS schema_migration (
  component text NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (component, name)
)
