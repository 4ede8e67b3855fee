-- The newest checkpoint of a source that is stored; by primary key.
SELECT seq, hash, key_id, signature
FROM audit_witness
WHERE county = :county AND source = :source
ORDER BY day DESC
LIMIT 1
