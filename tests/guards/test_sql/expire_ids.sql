-- Every request id may be forgotten from now on.
UPDATE membership.idempotency
SET expire_time = now() - interval '1 second';
