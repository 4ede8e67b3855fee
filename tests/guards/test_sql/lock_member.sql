-- Keeps everybody from reading members until the transaction ends.
SELECT membership.lock_member()::text
