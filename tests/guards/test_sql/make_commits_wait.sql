-- A deferred trigger, which runs within COMMIT, waits there for a lock that hold_commits takes.
CREATE FUNCTION membership.wait_in_commit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(4711);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER wait_in_commit AFTER INSERT ON membership.member DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION membership.wait_in_commit();
