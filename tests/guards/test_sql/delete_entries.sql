-- Takes audit entries out.
DELETE FROM membership.audit_entry
WHERE county = :county AND seq BETWEEN :first AND :last;
