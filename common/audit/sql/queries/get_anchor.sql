-- The last archived entry of a county; by primary key.
SELECT seq, hash, archive_digest, key_id, signature
FROM audit_anchor
WHERE county = :county
