-- Gives the newest audit entry another hash: the log is another one from there on.
UPDATE membership.audit_entry
SET hash = sha256(hash)
WHERE county = :county AND seq = :seq;
