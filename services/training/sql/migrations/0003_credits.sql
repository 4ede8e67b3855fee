-- Credits: one account a member and year, and the ledger behind it, to which rows are only ever added.
CREATE TABLE credit_account (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  member_id text NOT NULL,
  display_name text NOT NULL,
  year integer NOT NULL,
  role text NOT NULL,
  target_milli bigint NOT NULL,
  earned_milli bigint NOT NULL DEFAULT 0,
  rule_version text NOT NULL,
  -- Its member's record was merged into another one, or separated from it again: the account says nothing of anybody, but what
  -- it owes is kept for the way back.
  closed boolean NOT NULL DEFAULT false,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id),
  CONSTRAINT credit_account_once UNIQUE (county, year, member_id)
);
CREATE INDEX credit_account_path ON credit_account (county, org_path, id);
CREATE INDEX credit_account_short ON credit_account (county, year, org_path, id) WHERE earned_milli < target_milli AND NOT closed;
CREATE INDEX credit_account_member ON credit_account (county, member_id);
SELECT protect('credit_account');

CREATE TABLE credit_entry (
  county text NOT NULL,
  id text NOT NULL,
  org_path text COLLATE "C" NOT NULL,
  account_id text NOT NULL,
  member_id text NOT NULL,
  year integer NOT NULL,
  source text NOT NULL,
  class_id text NOT NULL,
  session_id text NOT NULL,
  date date NOT NULL,
  start_time timestamptz NOT NULL,
  end_time timestamptz NOT NULL,
  tasks jsonb NOT NULL,
  raw_minutes integer NOT NULL,
  hours_milli bigint NOT NULL,
  rule_version text NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (county, id),
  UNIQUE (county, session_id, member_id),
  FOREIGN KEY (county, account_id) REFERENCES credit_account (county, id)
);
CREATE INDEX credit_entry_path ON credit_entry (county, org_path, id);
CREATE INDEX credit_entry_account ON credit_entry (county, account_id);
CREATE INDEX credit_entry_day ON credit_entry (county, member_id, date);
SELECT protect('credit_entry');

-- The ledger is append-only: a correction is a new row. org_path, which follows the organization, is the one exception.
CREATE FUNCTION refuse_ledger_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'org_path' - 'version' - 'update_time'
                        = to_jsonb(OLD) - 'org_path' - 'version' - 'update_time' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'credit_entry is append-only' USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER credit_entry_append_only BEFORE UPDATE OR DELETE ON credit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
