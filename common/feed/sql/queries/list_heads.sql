-- Heads of all counties of this service.
SELECT county, revision, compacted_revision, audit_seq, audit_hash, epoch
FROM county_head
WHERE county <> '000000'
ORDER BY county
