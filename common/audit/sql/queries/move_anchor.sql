-- Puts the chain's anchor at the last archived entry. By the owner role.
INSERT INTO audit_anchor (county, seq, hash, archive_digest, key_id, signature)
VALUES (:county, :seq::bigint, :hash::bytea, :archive_digest::bytea, :key_id, :signature::bytea)
ON CONFLICT (county) DO UPDATE
  SET seq = excluded.seq, hash = excluded.hash, archive_digest = excluded.archive_digest, key_id = excluded.key_id,
      signature = excluded.signature, archive_time = now()
