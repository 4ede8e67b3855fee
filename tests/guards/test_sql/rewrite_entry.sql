-- An audit entry with another content, and hashes to go with it.
UPDATE membership.audit_entry
SET subject = :subject, content_hash = :content::bytea, hash = :hash::bytea
WHERE county = :county AND seq = :seq::bigint
