-- Makes somebody else of who wrote entry 5.
UPDATE training.audit_entry
SET subject = 'somebody-else'
WHERE county = :county AND seq = 5;
