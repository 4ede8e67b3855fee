-- Head of one county; by primary key.
SELECT county, revision, compacted_revision, audit_seq, audit_hash, epoch
FROM county_head
WHERE county = :county
