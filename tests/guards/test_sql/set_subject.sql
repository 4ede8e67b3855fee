-- Makes somebody else of who wrote an audit entry.
UPDATE membership.audit_entry
SET subject = :subject
WHERE county = :county AND seq = :seq;
