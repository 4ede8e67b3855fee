-- What the service's own role may not do to the audit log: a line of error each.
\set ON_ERROR_STOP off
SET ROLE xf_membership_app;
UPDATE membership.audit_entry SET subject = 'nobody' WHERE county = :county;
DELETE FROM membership.audit_entry;
TRUNCATE membership.audit_entry;
INSERT INTO membership.audit_anchor VALUES (:county, 1, '', '', '', '');
UPDATE membership.audit_anchor SET seq = 1;
ALTER TABLE membership.audit_entry DISABLE TRIGGER ALL;
