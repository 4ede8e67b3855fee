-- org_path follows the organization, member_id and account_id the person, when duplicate records are merged or separated again:
-- the exceptions of the append-only ledger.
CREATE OR REPLACE FUNCTION refuse_ledger_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'org_path' - 'member_id' - 'account_id' - 'version' - 'update_time'
                        = to_jsonb(OLD) - 'org_path' - 'member_id' - 'account_id' - 'version' - 'update_time' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'credit_entry is append-only' USING ERRCODE = 'check_violation';
END
$$;

-- An account's id is made of year and member, so it stays with the record that it was opened for; its entries go to the person's.
ALTER TABLE credit_account ADD CONSTRAINT credit_account_named CHECK (id = year || '-' || member_id);
