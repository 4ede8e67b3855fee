-- Remembers a checkpoint; the last one of a day stays. A chain that was rewritten and is shorter now replaces nothing.
INSERT INTO audit_witness (county, source, day, seq, hash, key_id, signature, time)
VALUES (:county, :source, :day::date, :seq::bigint, :hash::bytea, :key_id, :signature::bytea, :time::timestamptz)
ON CONFLICT (county, source, day) DO UPDATE
  SET seq = excluded.seq, hash = excluded.hash, key_id = excluded.key_id, signature = excluded.signature, time = excluded.time
  WHERE audit_witness.seq < excluded.seq
